using Microsoft.Extensions.Configuration;
using MlFunctions.Domain.Datasets.Uploads;

namespace MlFunctions.Hosting.Configuration;

/// <summary>From which accounts files are read by URL.</summary>
internal static class UploadSettings
{
    /// <exception cref="SettingUnusableException">The list of accounts holds something else than hosts.</exception>
    public static AllowedAccounts ReadAccounts(IConfiguration configuration)
    {
        var hosts = configuration[Settings.AllowedAccounts.Key] ?? string.Empty;
        return AllowedAccounts.Parse(hosts)
            ?? throw new SettingUnusableException(Settings.AllowedAccounts, $"is '{hosts}'; it must be hosts that commas separate, such as account.blob.core.windows.net, without https:// and without a path.");
    }
}

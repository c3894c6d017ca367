using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MlFunctions.App.Datasets.Uploads;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Hosting.Configuration;
using MlFunctions.Storage.Datasets.Uploads;

namespace MlFunctions.Hosting;

/// <summary>What uploads in parts and by URL need.</summary>
internal static class UploadRegistration
{
    /// <exception cref="SettingUnusableException">The list of accounts holds something else than hosts.</exception>
    public static void AddUploads(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(ReadAccounts(configuration));
        services.TryAddSingleton<UploadStore>();
        services.TryAddSingleton<PartStore>();
        services.TryAddSingleton<SourceBlobs>();
        services.TryAddSingleton<UploadPurge>();
        services.TryAddSingleton<UploadStarter>();
        services.TryAddSingleton<UploadRun>();
        services.TryAddSingleton<UploadJob>();
    }

    private static AllowedAccounts ReadAccounts(IConfiguration configuration)
    {
        var hosts = configuration[Settings.AllowedAccounts.Key] ?? string.Empty;
        return AllowedAccounts.Parse(hosts)
            ?? throw new SettingUnusableException(Settings.AllowedAccounts, $"is '{hosts}'; it must be hosts that commas separate, such as account.blob.core.windows.net, without https:// and without a path.");
    }
}

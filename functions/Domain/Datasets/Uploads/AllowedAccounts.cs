using System.Globalization;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Datasets.Uploads;

/// <summary>The storage accounts that datasets may be read from by URL.</summary>
/// <param name="Hosts">Each as in a URL: a host name in lower case, with its port where that is not the scheme's own.</param>
public sealed record AllowedAccounts(IReadOnlyList<string> Hosts)
{
    /// <summary>The setting that lists them.</summary>
    public const string Setting = "Datasets__allowedAccounts";

    public static AllowedAccounts None { get; } = new([]);

    /// <summary>Reads hosts that commas separate; null where one is no host.</summary>
    public static AllowedAccounts? Parse(string hosts)
    {
        string[] each = [.. hosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(host => host.ToLowerInvariant())];
        return each.All(IsHost) ? new AllowedAccounts(each) : null;
    }

    /// <summary>The address of a blob that may be read. The host must be equal to one of the list; nothing in the URL may be a secret, because the upload keeps it.</summary>
    /// <param name="url">As the caller gives it.</param>
    /// <param name="own">The blob endpoint of the application's own account: the only one that may be without TLS, as an emulator's is.</param>
    public Result<Uri> Check(string url, Uri own)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            return Refuse($"'{url}' is no address of a blob; give one such as https://account.blob.core.windows.net/container/rows.csv.");
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            return Refuse("Give the blob's address without a query, a fragment or a user. A shared access signature is refused, because the address is stored: the blob is read with the application's identity.");
        if (Hosts.Count == 0)
            return Refuse($"Datasets are read from no other account: the setting {Setting} lists the hosts that are allowed, and is empty.");
        var host = HostOf(address);
        if (!Hosts.Contains(host, StringComparer.Ordinal))
            return Refuse($"Datasets are not read from {host}: the setting {Setting} does not list it.");
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == own.Scheme && host == HostOf(own)))
            return Refuse("The address must begin with https://.");
        return address;
    }

    /// <summary>The host of an address, with its port where that is not the scheme's own.</summary>
    public static string HostOf(Uri address) => address.IsDefaultPort ? address.IdnHost : string.Create(CultureInfo.InvariantCulture, $"{address.IdnHost}:{address.Port}");

    private static bool IsHost(string text) => Uri.TryCreate($"https://{text}", UriKind.Absolute, out var address) && HostOf(address) == text;

    private static Invalid Refuse(string detail) => new(detail, [new("/url", detail)]);
}

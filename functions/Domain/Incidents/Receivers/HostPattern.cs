using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MlFunctions.Domain.Incidents.Receivers;

/// <summary>
/// Hosts that a secret may be used for: <c>hooks.example.com</c>, every name below <c>*.example.com</c>, or
/// <c>hooks.example.com:8443</c> on this port alone.
/// </summary>
public sealed class HostPattern
{
    /// <summary>The form, for error sentences.</summary>
    public const string Form = "host names such as hooks.example.com or *.example.com, separated by commas";

    private const string Below = "*.";

    private readonly string host;
    private readonly bool isBelow;
    private readonly int? port;

    private HostPattern(string host, bool isBelow, int? port) => (this.host, this.isBelow, this.port) = (host, isBelow, port);

    /// <summary>Any port where none is given.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HostPattern? pattern)
    {
        pattern = null;
        var isBelow = text.StartsWith(Below, StringComparison.Ordinal);
        var name = isBelow ? text[Below.Length..] : text;
        int? port = null;
        if (name.LastIndexOf(':') is var colon and > 0 && !name.EndsWith(']'))
        {
            if (!ushort.TryParse(name[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
                return false;
            (name, port) = (name[..colon], number);
        }

        if (name.Any(c => "/\\?#@*%".Contains(c, StringComparison.Ordinal) || char.IsWhiteSpace(c)))
            return false;
        // Of what has colons only an IPv6 address is left.
        if ((name.Contains(':', StringComparison.Ordinal) && !name.StartsWith('[')) || !Uri.TryCreate($"https://{name}/", UriKind.Absolute, out var url) || Name(url).Length == 0)
            return false;
        // A wildcard over a whole top-level domain, or over addresses, would bind to nobody.
        if (isBelow && (url.HostNameType != UriHostNameType.Dns || !Name(url).Contains('.', StringComparison.Ordinal)))
            return false;
        pattern = new(Name(url), isBelow, port);
        return true;
    }

    /// <summary>The host and the port of a URL, and no others.</summary>
    public static HostPattern Of(Uri url) => new(Name(url), isBelow: false, url.Port);

    public bool Matches(Uri url) => Matches(Name(url)) && (port is null || port == url.Port);

    /// <summary>
    /// A URL's host as DNS is queried for it: in ASCII and lower case, without the root's dot, an address in its usual form. Empty where
    /// the host cannot be written so.
    /// </summary>
    public static string Name(Uri url)
    {
        try
        {
            return url.IdnHost.TrimEnd('.').ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return string.Empty;
        }
    }

    private bool Matches(string name) => isBelow ? name.EndsWith($".{host}", StringComparison.Ordinal) : name == host;
}

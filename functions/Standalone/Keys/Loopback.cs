using System.Net;

namespace MlFunctions.Standalone.Keys;

/// <summary>What counts as this machine.</summary>
internal static class Loopback
{
    /// <summary>
    /// Whether a call comes from this machine, and is meant for it: a web page can send a browser here too, and is told by the name
    /// that it used for this host or by the origin that the browser states. In-process and Unix socket connections have no address.
    /// </summary>
    public static bool Is(HttpContext context) =>
        (context.Connection.RemoteIpAddress is not { } address || Is(address))
        && Is(context.Request.Host.Host)
        && (context.Request.Headers.Origin.FirstOrDefault() is not { } origin || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.IsLoopback));

    /// <summary>Whether an address that the server listens on can be reached from this machine only.</summary>
    public static bool IsAddress(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe || binding.IsNamedPipe || Is(binding.Host);
    }

    private static bool Is(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && Is(address));

    private static bool Is(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}

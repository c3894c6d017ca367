using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace MlFunctions.App.Incidents.Messages;

/// <summary>What stands between this host and receivers: how names are resolved and which certificates are trusted.</summary>
/// <param name="ResolveAsync">Where a host and port can be connected to, by preference.</param>
/// <param name="Trust">How a certificate is judged; null for the system's way.</param>
public sealed record ReceiverNetwork(Func<DnsEndPoint, CancellationToken, Task<IPEndPoint[]>> ResolveAsync, X509ChainPolicy? Trust = null)
{
    public static ReceiverNetwork OfTheSystem { get; } = new(async (host, cancel) =>
        [.. (await Dns.GetHostAddressesAsync(host.Host, cancel)).Select(address => new IPEndPoint(address, host.Port))]);
}

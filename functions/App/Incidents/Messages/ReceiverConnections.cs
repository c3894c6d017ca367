using System.Net;
using System.Net.Sockets;
using MlFunctions.Domain.Incidents.Receivers;

namespace MlFunctions.App.Incidents.Messages;

/// <summary>
/// Opens connections to receivers. A name is resolved once, its addresses are checked, and one of these very addresses is connected
/// to, so that a name that resolves differently a moment later changes nothing.
/// </summary>
internal sealed class ReceiverConnections(ReceiverNetwork network, bool allowPrivate)
{
    /// <exception cref="ReservedAddressException">An address is not on the public internet, and the settings do not allow that.</exception>
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await network.ResolveAsync(context.DnsEndPoint, cancel);
        var kinds = addresses.Select(address => ReservedAddresses.Kind(address.Address)).OfType<string>();
        if (!allowPrivate && kinds.FirstOrDefault() is { } kind)
            throw new ReservedAddressException(ReceiverAddress.Refusal(context.DnsEndPoint.Host, kind));
        var failure = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in addresses)
        {
            try
            {
                return await OpenAsync(address, cancel);
            }
            catch (SocketException failed)
            {
                failure = failed;
            }
        }

        throw failure;
    }

    private static async Task<NetworkStream> OpenAsync(IPEndPoint address, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host's name resolves to an address that is not on the public internet. The message is a sentence for people.</summary>
internal sealed class ReservedAddressException(string message) : Exception(message);

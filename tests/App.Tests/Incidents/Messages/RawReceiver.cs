using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MlFunctions.App.Tests.Incidents.Messages;

/// <summary>A server on a free port of this machine that sends the same bytes to whoever connects, and counts them.</summary>
internal sealed class RawReceiver : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;
    private int connections;

    /// <param name="answer">Empty for nothing but a closed connection.</param>
    public RawReceiver(string answer = "")
    {
        listener.Start();
        serving = ServeAsync(Encoding.UTF8.GetBytes(answer));
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Those that were accepted, and one more where another waits.</summary>
    public int Connections => Volatile.Read(ref connections) + (listener.Pending() ? 1 : 0);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Dispose();
        stop.Dispose();
    }

    private async Task ServeAsync(byte[] answer)
    {
        while (true)
        {
            using var socket = await listener.AcceptSocketAsync(stop.Token);
            Interlocked.Increment(ref connections);
            await socket.SendAsync(answer, stop.Token);
            socket.Shutdown(SocketShutdown.Send);
            // Closing what has unread bytes would reset the connection before the answer is read.
            var read = new byte[4096];
            while (await socket.ReceiveAsync(read, stop.Token) > 0)
            {
            }
        }
    }
}

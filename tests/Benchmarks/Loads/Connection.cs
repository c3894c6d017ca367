using System.Net;
using System.Net.Sockets;

namespace MlFunctions.Benchmarks.Loads;

/// <summary>One connection with at most one call under way. It connects again whenever it breaks.</summary>
/// <param name="host">To call.</param>
/// <param name="idle">Told when it can take a call.</param>
/// <param name="broken">Told when it can no longer.</param>
/// <param name="answered">Told what a call came to: its number, the answer and its body; status 0 when the connection broke.</param>
internal sealed class Connection(Uri host, Action<Connection> idle, Action<Connection> broken, Connection.Answered answered) : IDisposable
{
    private const int None = -1;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private byte[] buffer = new byte[16 << 10];
    private Socket socket = NewSocket();
    private int under = None;
    private volatile bool disposed;

    internal delegate void Answered(int call, HttpAnswer answer, ReadOnlySpan<byte> body);

    /// <summary>Serves until disposed.</summary>
    public async Task RunAsync()
    {
        while (!disposed)
        {
            try
            {
                await socket.ConnectAsync(IPAddress.Parse(host.Host), host.Port);
                idle(this);
                await ListenAsync();
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
                // Below: a broken connection is what the load is there to see.
            }
            broken(this);
            End(default, default);
            await AgainAsync();
        }
    }

    /// <summary>Sends a call; only while idle.</summary>
    public void Send(int call, byte[] request)
    {
        Volatile.Write(ref under, call);
        try
        {
            socket.Send(request);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            socket.Dispose();
        }
    }

    public void Dispose()
    {
        disposed = true;
        socket.Dispose();
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private async Task ListenAsync()
    {
        var filled = 0;
        while (await socket.ReceiveAsync(buffer.AsMemory(filled)) is > 0 and var more)
        {
            filled += more;
            if (HttpAnswer.TryRead(buffer.AsSpan(0, filled), out var answer))
            {
                filled = 0;
                End(answer, buffer.AsSpan(answer.Start, answer.Length));
                idle(this);
            }
            else if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * filled);
            }
        }
    }

    private void End(HttpAnswer answer, ReadOnlySpan<byte> body)
    {
        if (Interlocked.Exchange(ref under, None) is >= 0 and var call)
            answered(call, answer, body);
    }

    private async Task AgainAsync()
    {
        socket.Dispose();
        await Task.Delay(BetweenTries);
        socket = NewSocket();
        if (disposed)
            socket.Dispose();
    }
}

using System.Net;

namespace MlFunctions.Worker.Tests.Hosts;

/// <summary>A body whose rest is sent when a test says so. Its length is not told before.</summary>
internal sealed class HeldBackContent(byte[] first, byte[] rest) : HttpContent
{
    /// <summary>Small against the buffers of a connection, so that every buffer on the way has to be emptied.</summary>
    private const int Piece = 1000;

    private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first part has been sent.</summary>
    public Task FirstSent => sent.Task;

    /// <summary>Lets the rest be sent.</summary>
    public void Release() => released.TrySetResult();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await SendAsync(stream, first, cancellationToken);
        sent.TrySetResult();
        await released.Task.WaitAsync(cancellationToken);
        await SendAsync(stream, rest, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private static async Task SendAsync(Stream stream, byte[] bytes, CancellationToken cancel)
    {
        foreach (var piece in bytes.Chunk(Piece))
        {
            await stream.WriteAsync(piece, cancel);
            await stream.FlushAsync(cancel);
        }
    }
}

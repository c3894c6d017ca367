using System.Net;

namespace MlFunctions.App.Tests.Hosts;

/// <summary>A body that is sent in pieces.</summary>
/// <param name="body">Its bytes.</param>
/// <param name="piece">How many at a time.</param>
/// <param name="isChunked">Whether its length is not said before.</param>
internal sealed class PiecewiseContent(byte[] body, int piece, bool isChunked) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var bytes in body.Chunk(piece))
        {
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return !isChunked;
    }
}

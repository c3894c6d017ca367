using System.Net;

namespace MlFunctions.Benchmarks.Uploads;

/// <summary>The bytes of one part, made while they are sent.</summary>
/// <param name="sent">Gets the size of every piece that has gone out.</param>
internal sealed class PartContent(SeededFile file, long from, long to, Action<int> sent) : HttpContent
{
    private const int PieceBytes = 1 << 16;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        for (var offset = from; offset < to; offset += piece.Length)
        {
            var part = piece.AsMemory(0, (int)Math.Min(piece.Length, to - offset));
            file.Fill(offset, part.Span);
            await stream.WriteAsync(part, cancellationToken);
            sent(part.Length);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = to - from;
        return true;
    }
}

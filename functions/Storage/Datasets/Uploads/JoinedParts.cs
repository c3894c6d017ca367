using MlFunctions.Domain.Datasets.Uploads;

namespace MlFunctions.Storage.Datasets.Uploads;

/// <summary>The parts of an upload as the one file that they make. One part is open at a time, and each is checked against its hash.</summary>
/// <param name="parts">In their order.</param>
/// <param name="open">Opens the bytes of a part.</param>
internal sealed class JoinedParts(IReadOnlyList<UploadPart> parts, Func<UploadPart, CancellationToken, Task<Stream>> open) : ForwardStream
{
    private VerifiedFile? current;
    private int next;

    /// <exception cref="InvalidOperationException">A part is not what was stored.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (current is not null || next < parts.Count)
        {
            current ??= new VerifiedFile(await open(parts[next++], cancellationToken));
            if (await current.ReadAsync(buffer, cancellationToken) is var read and > 0)
                return read;
            await CloseAsync(current, parts[next - 1], cancellationToken);
            current = null;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            current?.Dispose();
        base.Dispose(disposing);
    }

    private static async Task CloseAsync(VerifiedFile file, UploadPart part, CancellationToken cancel)
    {
        await using (file)
        {
            if (await file.Sha256Async(cancel) != part.Sha256)
                throw new InvalidOperationException($"Part {part.Number} is not what was stored: the SHA-256 of its blob {part.Blob} is another.");
        }
    }
}

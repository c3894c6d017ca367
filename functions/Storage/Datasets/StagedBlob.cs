using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace MlFunctions.Storage.Datasets;

/// <summary>Passes a stream on to its reader and stages what went by as blocks of a blob; nobody sees the blob before <see cref="CommitAsync"/>, and never when that is not reached.</summary>
internal sealed class StagedBlob(Stream source, BlockBlobClient blob) : ForwardStream
{
    private const int BlockBytes = 4 << 20;
    private const int MarkBytes = 2;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream block = new();
    private readonly List<string> blocks = [];

    /// <summary>The first bytes, which may come one at a time.</summary>
    private readonly List<byte> beginning = [];

    /// <summary>The bytes that went by.</summary>
    public long Bytes { get; private set; }

    /// <summary>Their SHA-256, in lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>Whether the bytes began with UTF-16's mark, which the CSV reader would silently take for an invitation.</summary>
    public bool IsUtf16 => beginning is [0xFF, 0xFE] or [0xFE, 0xFF];

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer, cancellationToken);
        if (beginning.Count < MarkBytes)
            beginning.AddRange(buffer.Span[..Math.Min(read, MarkBytes - beginning.Count)]);
        hash.AppendData(buffer.Span[..read]);
        block.Write(buffer.Span[..read]);
        Bytes += read;
        if (block.Length >= BlockBytes)
            await StageAsync(cancellationToken);
        return read;
    }

    /// <summary>Makes the blob whole and visible.</summary>
    public async Task CommitAsync(string contentType, CancellationToken cancel)
    {
        await StageAsync(cancel);
        await blob.CommitBlockListAsync(blocks, new CommitBlockListOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } }, cancel);
    }

    protected override void Dispose(bool disposing)
    {
        hash.Dispose();
        block.Dispose();
        base.Dispose(disposing);
    }

    private async Task StageAsync(CancellationToken cancel)
    {
        if (block.Length == 0)
            return;
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{blocks.Count:D8}"));
        block.Position = 0;
        await blob.StageBlockAsync(id, block, cancellationToken: cancel);
        blocks.Add(id);
        block.SetLength(0);
    }
}

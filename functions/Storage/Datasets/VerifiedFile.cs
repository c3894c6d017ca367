using System.Security.Cryptography;

namespace MlFunctions.Storage.Datasets;

/// <summary>Passes a file on to its reader and hashes what goes by, so that reading and proving its content cost one download.</summary>
/// <param name="source">The file; it is disposed with this.</param>
/// <param name="progress">Gets the number of bytes that have been read.</param>
public sealed class VerifiedFile(Stream source, IProgress<long>? progress = null) : ForwardStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private long bytes;

    /// <summary>Reads what is left; the SHA-256 of the whole file, in lower-case hex.</summary>
    public async Task<string> Sha256Async(CancellationToken cancel)
    {
        await CopyToAsync(Null, cancel);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer, cancellationToken);
        hash.AppendData(buffer.Span[..read]);
        bytes += read;
        progress?.Report(bytes);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}

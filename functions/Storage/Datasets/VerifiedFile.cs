using System.Security.Cryptography;

namespace MlFunctions.Storage.Datasets;

/// <summary>Passes a file on to its reader and hashes what goes by, so that reading and proving its content cost one download.</summary>
internal sealed class VerifiedFile(Stream source) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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

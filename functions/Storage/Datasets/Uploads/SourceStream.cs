using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Datasets.Uploads;

/// <summary>The bytes of a blob of another account: what goes wrong there is told apart from what goes wrong in the application's own.</summary>
internal sealed class SourceStream : ForwardStream
{
    private readonly Uri url;
    private readonly Stream blob;

    private SourceStream(Uri url, Stream blob) => (this.url, this.blob) = (url, blob);

    /// <exception cref="SourceUnreadableException">The blob cannot be read.</exception>
    public static async Task<Stream> OpenAsync(Uri url, Func<Task<Stream>> open) => new SourceStream(url, await ExplainAsync(url, open));

    /// <exception cref="SourceUnreadableException">The blob cannot be read any more.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await ExplainAsync(url, async () => await blob.ReadAsync(buffer, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            blob.Dispose();
        base.Dispose(disposing);
    }

    private static async Task<T> ExplainAsync<T>(Uri url, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (SourceBlobs.Explain(url, failure) is { } refusal)
        {
            throw new SourceUnreadableException(refusal, failure);
        }
    }
}

/// <summary>A blob that an upload reads from cannot be read.</summary>
/// <param name="refusal">Why, for the caller.</param>
/// <param name="cause">What storage answered.</param>
public sealed class SourceUnreadableException(Refusal refusal, Exception cause) : Exception(refusal.Detail, cause)
{
    public Refusal Refusal => refusal;
}

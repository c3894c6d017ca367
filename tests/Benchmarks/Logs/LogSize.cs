using Azure.Storage.Blobs.Specialized;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Benchmarks.Logs;

/// <summary>What the log is now, by storage's own account and not the host's: each committed block of an append blob is one append that was made.</summary>
/// <param name="Blobs">Segments, each created by one operation.</param>
/// <param name="Appends">Blocks.</param>
/// <param name="Bytes">Of all rows.</param>
internal sealed record LogSize(int Blobs, long Appends, long Bytes)
{
    public static async Task<LogSize> ReadAsync(StorageAccount account, CancellationToken cancel)
    {
        var size = new LogSize(0, 0, 0);
        var container = account.Container(StorageNames.PredictionsContainer);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancel))
        {
            var properties = (await container.GetAppendBlobClient(blob.Name).GetPropertiesAsync(cancellationToken: cancel)).Value;
            size = new(size.Blobs + 1, size.Appends + properties.BlobCommittedBlockCount, size.Bytes + properties.ContentLength);
        }
        return size;
    }

    /// <summary>What has come since.</summary>
    public static LogSize operator -(LogSize after, LogSize before) => new(after.Blobs - before.Blobs, after.Appends - before.Appends, after.Bytes - before.Bytes);
}

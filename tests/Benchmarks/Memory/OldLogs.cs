using MlFunctions.Storage.Kernel;

namespace MlFunctions.Benchmarks.Memory;

/// <summary>Deletes segments that are no longer written, so that ten million rows need not fit the disk.</summary>
internal static class OldLogs
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    public static async Task DeleteAsync(StorageAccount account, CancellationToken cancel)
    {
        var container = account.Container(StorageNames.PredictionsContainer);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancel))
        {
            if (DateTimeOffset.UtcNow - blob.Properties.LastModified > Quiet)
                await container.DeleteBlobAsync(blob.Name, cancellationToken: cancel);
        }
    }
}

using Azure;

namespace MlFunctions.Storage;

/// <summary>Makes the containers and tables that are not there yet.</summary>
public sealed class StorageSetup(StorageAccount account)
{
    public Task CreateAsync(CancellationToken cancel) => Task.WhenAll(
    [
        .. StorageNames.Containers.Select(name => (Task)account.Container(name).CreateIfNotExistsAsync(cancellationToken: cancel)),
        .. StorageNames.Tables.Select(name => (Task)account.Table(name).CreateIfNotExistsAsync(cancel)),
    ]);

    /// <summary>Whether the account answers within two seconds.</summary>
    public async Task<bool> IsReachableAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            return await account.Container(StorageNames.PredictionsContainer).ExistsAsync(limit.Token);
        }
        catch (Exception unreachable) when (unreachable is RequestFailedException or AggregateException || (unreachable is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }
}

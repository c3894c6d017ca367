using Azure;

namespace MlFunctions.Storage;

/// <summary>Makes the containers and tables that are not there yet.</summary>
public sealed class StorageSetup(StorageAccount account)
{
    /// <exception cref="StorageUnusableException">The account cannot be reached, or refuses.</exception>
    public async Task CreateAsync(CancellationToken cancel)
    {
        try
        {
            await Task.WhenAll(
            [
                .. StorageNames.Containers.Select(name => (Task)account.Container(name).CreateIfNotExistsAsync(cancellationToken: cancel)),
                .. StorageNames.Tables.Select(name => (Task)account.Table(name).CreateIfNotExistsAsync(cancel)),
            ]);
        }
        catch (Exception failure) when (failure is RequestFailedException || StorageAccount.IsOutage(failure))
        {
            var reason = (failure is AggregateException { InnerExceptions: [var first, ..] } ? first : failure).Message.Split('\n')[0].Trim();
            throw new StorageUnusableException($"The storage account of AzureWebJobsStorage cannot be used: {reason} Look at that setting; an Azurite of your own needs --skipApiVersionCheck.", failure);
        }
    }

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

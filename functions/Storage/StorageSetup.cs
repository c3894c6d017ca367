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
            await Task.WhenAll(CreateContainersAsync(cancel), CreateTablesAsync(cancel));
        }
        catch (Exception failure) when (failure is RequestFailedException || StorageAccount.IsOutage(failure))
        {
            var reason = (failure is AggregateException { InnerExceptions: [var first, ..] } ? first : failure).Message.Split('\n')[0].Trim();
            throw new StorageUnusableException($"The storage account of AzureWebJobsStorage cannot be used: {reason} Look at that setting; an Azurite of your own needs --skipApiVersionCheck.", failure);
        }
    }

    /// <summary>What is there is asked in one request, because a start that finds everything is the one that someone waits for.</summary>
    private async Task CreateContainersAsync(CancellationToken cancel)
    {
        var there = await account.ContainersAsync(cancel);
        await Task.WhenAll(StorageNames.Containers.Except(there).Select(name => account.Container(name).CreateIfNotExistsAsync(cancellationToken: cancel)));
    }

    private async Task CreateTablesAsync(CancellationToken cancel)
    {
        var there = await account.TablesAsync(cancel);
        await Task.WhenAll(StorageNames.Tables.Except(there).Select(name => account.Table(name).CreateIfNotExistsAsync(cancel)));
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

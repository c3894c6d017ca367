using Azure;
using Azure.Storage.Blobs;

namespace MlFunctions.Storage.Kernel;

/// <summary>Makes the containers and tables that are not there yet.</summary>
public sealed class StorageSetup(StorageAccount account)
{
    /// <exception cref="StorageUnusableException">The account cannot be reached, or refuses.</exception>
    public async Task CreateAsync(CancellationToken cancel)
    {
        try
        {
            await Task.WhenAll([.. StorageNames.Containers.Select(name => CreateAsync(account.Container(name), cancel)), CreateTablesAsync(cancel)]);
        }
        catch (Exception failure) when (failure is RequestFailedException || StorageAccount.IsOutage(failure))
        {
            var lines = (failure is AggregateException { InnerExceptions: [var first, ..] } ? first : failure).Message.Split('\n', StringSplitOptions.TrimEntries);
            // A refused listing says what failed in its status alone.
            var reason = string.Join(' ', lines.Take(1).Concat(lines.Skip(1).Where(line => line.StartsWith("Status:", StringComparison.Ordinal)).Select(line => $"{line}.")));
            throw new StorageUnusableException($"The storage account of AzureWebJobsStorage cannot be used: {reason} Look at that setting; an Azurite of your own needs --skipApiVersionCheck.", failure);
        }
    }

    /// <summary>Looks before it creates: a start that finds everything is the one that someone waits for, and a refused creation costs more than a look.</summary>
    private static async Task CreateAsync(BlobContainerClient container, CancellationToken cancel)
    {
        if (!await container.ExistsAsync(cancel))
            await container.CreateIfNotExistsAsync(cancellationToken: cancel);
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

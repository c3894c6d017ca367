using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace MlFunctions.Support.Accounts;

/// <summary>Copies the tables and containers of one application out of a storage account, and into another.</summary>
/// <param name="connectionString">Of the account.</param>
/// <param name="prefix">Stands before every name.</param>
public sealed class AccountTransfer(string connectionString, string prefix)
{
    /// <summary>A transaction takes 100 rows and 4 MiB.</summary>
    private const int MaxRows = 50;

    private readonly TableServiceClient tables = new(connectionString);
    private readonly BlobServiceClient blobs = new(connectionString);

    /// <summary>All tables, and all blobs that hold something.</summary>
    public async Task<StoredAccount> ReadAsync(AccountOrigin origin, CancellationToken cancel)
    {
        var rows = new SortedDictionary<string, IReadOnlyList<TableEntity>>(StringComparer.Ordinal);
        await foreach (var table in tables.QueryAsync(cancellationToken: cancel))
        {
            if (table.Name.StartsWith(prefix, StringComparison.Ordinal))
                rows[table.Name[prefix.Length..]] = await tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: cancel).ToListAsync(cancel);
        }

        var kept = new List<StoredBlob>();
        await foreach (var container in blobs.GetBlobContainersAsync(prefix: prefix, cancellationToken: cancel))
        {
            await foreach (var blob in blobs.GetBlobContainerClient(container.Name).GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.Metadata }, cancel))
            {
                if (blob.Properties.ContentLength > 0)
                    kept.Add(await ReadAsync(container.Name, blob, cancel));
            }
        }

        return new(origin, rows, kept, []);
    }

    /// <summary>Creates what the account holds.</summary>
    public async Task WriteAsync(StoredAccount account, CancellationToken cancel)
    {
        await Task.WhenAll(account.Tables.Select(table => WriteAsync(table.Key, table.Value, cancel)));
        foreach (var container in account.Blobs.Select(blob => blob.Container).Distinct())
            await blobs.CreateBlobContainerAsync(prefix + container, cancellationToken: cancel);
        await Parallel.ForEachAsync(account.Blobs, cancel, async (blob, token) => await WriteAsync(blob, token));
    }

    private async Task<StoredBlob> ReadAsync(string container, BlobItem blob, CancellationToken cancel)
    {
        var content = await blobs.GetBlobContainerClient(container).GetBlobClient(blob.Name).DownloadContentAsync(cancel);
        return new(container[prefix.Length..], blob.Name, blob.Properties.BlobType == BlobType.Append, blob.Properties.ContentType, new SortedDictionary<string, string>(blob.Metadata))
        {
            Content = content.Value.Content.ToArray(),
        };
    }

    private async Task WriteAsync(string table, IReadOnlyList<TableEntity> rows, CancellationToken cancel)
    {
        var client = tables.GetTableClient(prefix + table);
        await client.CreateIfNotExistsAsync(cancel);
        foreach (var batch in rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(MaxRows)))
            await client.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancel);
    }

    private async Task WriteAsync(StoredBlob blob, CancellationToken cancel)
    {
        var container = blobs.GetBlobContainerClient(prefix + blob.Container);
        var headers = new BlobHttpHeaders { ContentType = blob.ContentType };
        var metadata = new Dictionary<string, string>(blob.Metadata);
        using var content = new MemoryStream(blob.Content);
        if (!blob.IsAppend)
        {
            await container.GetBlobClient(blob.Name).UploadAsync(content, new BlobUploadOptions { HttpHeaders = headers, Metadata = metadata }, cancel);
            return;
        }

        var appended = container.GetAppendBlobClient(blob.Name);
        await appended.CreateAsync(new AppendBlobCreateOptions { HttpHeaders = headers, Metadata = metadata }, cancel);
        await appended.AppendBlockAsync(content, cancellationToken: cancel);
    }
}

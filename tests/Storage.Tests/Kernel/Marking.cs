using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Tests.Kernel;

/// <summary>Does to stored documents what a newer version of the application would, and what versions before there were formats did.</summary>
internal static class Marking
{
    public const int Newer = 99;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Marks rows of a table as written by a newer version.</summary>
    public static async Task MarkAsync(this StorageAccount account, string table, string? key = null)
    {
        foreach (var row in await account.RowsAsync(table, key))
            await account.Table(table).UpdateEntityAsync(new TableEntity(row.PartitionKey, row.RowKey) { [Format.Column] = Newer }, row.ETag, TableUpdateMode.Merge, Cancel);
    }

    /// <summary>Takes the format from rows of a table.</summary>
    public static async Task UnmarkAsync(this StorageAccount account, string table)
    {
        foreach (var row in await account.RowsAsync(table))
        {
            Assert.True(row.Remove(Format.Column));
            await account.Table(table).UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Cancel);
        }
    }

    public static async Task<List<TableEntity>> RowsAsync(this StorageAccount account, string table, string? key = null) =>
        await account.Table(table).QueryAsync<TableEntity>(cancellationToken: Cancel).Where(row => key is null || row.RowKey.StartsWith(key, StringComparison.Ordinal)).ToListAsync(Cancel);

    /// <summary>The rows are those of the newer version still.</summary>
    public static async Task StayAsync(this StorageAccount account, string table, string? key = null) =>
        Assert.All(await account.RowsAsync(table, key), row => Assert.Equal(Newer, row.GetInt32(Format.Column)));

    /// <summary>Marks every blob of a container as written by a newer version.</summary>
    public static async Task MarkBlobsAsync(this BlobContainerClient container)
    {
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.Metadata }, Cancel))
        {
            Assert.Contains(Format.Entry, blob.Metadata.Keys, StringComparer.OrdinalIgnoreCase);
            await container.GetBlobClient(blob.Name).SetMetadataAsync(new Dictionary<string, string> { [Format.Entry] = $"{Newer}" }, cancellationToken: Cancel);
        }
    }

    /// <summary>A call is refused because of a newer document, in words.</summary>
    public static async Task RefusedAsync(Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<NewerFormatException>(call);
        Assert.Contains($"was written by a newer version of the application: it has format {Newer}, and this version reads formats up to", refusal.Message, StringComparison.Ordinal);
    }
}

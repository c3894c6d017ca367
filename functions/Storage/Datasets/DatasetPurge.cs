using Azure.Data.Tables;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Datasets;

/// <summary>Deletes the rows of datasets that nobody refers to: marked first, then deleted; their descriptions and profiles stay. The same rows, uploaded again, are a new version.</summary>
public sealed class DatasetPurge(StorageAccount account, DatasetStore datasets)
{
    private readonly TableClient table = account.Table(StorageNames.DatasetsTable);

    /// <summary>Those whose rows are there.</summary>
    public async Task<IReadOnlyList<DatasetDescription>> RetainedAsync(TaskName task, CancellationToken cancel) =>
        [.. (await datasets.Rows.AllAsync(task.ToString(), cancel)).Where(row => !row.Value.IsPurged).Select(row => row.Value.Description).OfType<DatasetDescription>()];

    /// <summary>Marks a dataset as deleted, or by null as not, and makes it findable by its content only in the second case; false where someone else changed it.</summary>
    public async Task<bool> MarkAsync(TaskName task, int version, DateTimeOffset? deletedAt, CancellationToken cancel)
    {
        var partition = task.ToString();
        if (await datasets.Rows.FindAsync(partition, Keys.Of(version), cancel) is not { Value.Description: { } before } found)
            return false;
        var after = found.Value with { Description = before with { DeletedAt = deletedAt } };
        List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, datasets.Rows.Entity(partition, Keys.Of(version), after), found.ETag)];
        var content = await table.GetEntityIfExistsAsync<TableEntity>(partition, DatasetUpload.ContentKey(before), cancellationToken: cancel);
        if (deletedAt is null && !content.HasValue)
            actions.Add(new(TableTransactionActionType.Add, new TableEntity(partition, DatasetUpload.ContentKey(before)) { ["Version"] = version }));
        else if (deletedAt is not null && content.HasValue && content.Value!.GetInt32("Version") == version)
            actions.Add(new(TableTransactionActionType.Delete, content.Value, content.Value.ETag));
        try
        {
            await table.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (TableTransactionFailedException raced) when (raced.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Deletes the rows of a marked dataset, and their lineage. Doing so again is right.</summary>
    public async Task DeleteAsync(TaskName task, DatasetDescription dataset, CancellationToken cancel)
    {
        await datasets.RowsBlob(task, dataset.Version, dataset.Format).DeleteIfExistsAsync(cancellationToken: cancel);
        await datasets.LineageBlob(task, dataset.Version).DeleteIfExistsAsync(cancellationToken: cancel);
        if (await datasets.Rows.FindAsync(task.ToString(), Keys.Of(dataset.Version), cancel) is { } found)
            await datasets.Rows.ReplaceAsync(task.ToString(), Keys.Of(dataset.Version), found, found.Value with { IsPurged = true }, cancel);
    }

    /// <summary>Deletes versions that were reserved before a time by uploads that never ended, because their instance was lost; and what they had stored.</summary>
    public async Task DeleteAbandonedAsync(TaskName task, DateTimeOffset before, CancellationToken cancel)
    {
        foreach (var (key, row) in await datasets.Rows.RangeAsync(task.ToString(), Keys.Of(0), Keys.Of(int.MaxValue), int.MaxValue, cancel))
        {
            if (row.Value is not { Description: null, ReservedAt: { } reserved } || reserved >= before)
                continue;
            foreach (var format in Enum.GetValues<DatasetFormat>())
                await datasets.RowsBlob(task, Keys.Number(key), format).DeleteIfExistsAsync(cancellationToken: cancel);
            await datasets.ProfileBlob(task, Keys.Number(key)).DeleteIfExistsAsync(cancellationToken: cancel);
            await datasets.LineageBlob(task, Keys.Number(key)).DeleteIfExistsAsync(cancellationToken: cancel);
            await datasets.Rows.DeleteAsync(task.ToString(), key, row, cancel);
        }
    }
}

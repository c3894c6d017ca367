using Azure.Storage.Blobs;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Audit;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Models;

/// <summary>Deletes the files of models that nobody refers to: marked first, then deleted; their cards and rows in the table stay.</summary>
public sealed class ModelPurge(StorageAccount account)
{
    private readonly BlobContainerClient container = account.Container(StorageNames.ModelsContainer);
    private readonly DocumentTable<ModelRecord> table = new(Formats.Model, account.Table(StorageNames.ModelsTable), ModelStore.Columns);

    /// <summary>Those whose files are there.</summary>
    public async Task<IReadOnlyList<ModelSummary>> RetainedAsync(TaskName task, CancellationToken cancel) =>
        [.. (await table.AllAsync(task.ToString(), cancel)).Where(row => !row.Value.IsPurged).Select(row => row.Value.Summary).OfType<ModelSummary>()];

    /// <summary>Marks a model as deleted, or by null as not; false where someone else changed it.</summary>
    public Task<bool> MarkAsync(TaskName task, int version, DateTimeOffset? deletedAt, CancellationToken cancel) =>
        ChangeAsync(task, version, record => record with { Summary = record.Summary! with { DeletedAt = deletedAt } }, cancel);

    /// <summary>Deletes the files of a marked model. Doing so again is right.</summary>
    public async Task DeleteAsync(TaskName task, int version, CancellationToken cancel)
    {
        foreach (var file in AuditFiles.LargeOfModel)
            await container.GetBlobClient($"{task}/{version}/{file}").DeleteIfExistsAsync(cancellationToken: cancel);
        await ChangeAsync(task, version, record => record with { IsPurged = true }, cancel);
    }

    private async Task<bool> ChangeAsync(TaskName task, int version, Func<ModelRecord, ModelRecord> change, CancellationToken cancel) =>
        await table.FindAsync(task.ToString(), Keys.Of(version), cancel) is { } found && await table.ReplaceAsync(task.ToString(), Keys.Of(version), found, change(found.Value), cancel) is not null;
}

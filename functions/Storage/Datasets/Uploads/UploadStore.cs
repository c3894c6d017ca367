using Azure;
using Azure.Data.Tables;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Datasets.Uploads;

/// <summary>
/// The uploads of each task and their parts. While an upload takes parts it has a row <c>~{id}</c> beside its own. A part is recorded in one transaction with a write to that row, and completing
/// an upload deletes it, so no part changes once the upload is being completed, whichever instances are called.
/// </summary>
public sealed class UploadStore(StorageAccount account)
{
    private readonly TableClient table = account.Table(StorageNames.UploadsTable);
    private readonly DocumentTable<UploadPart> parts = new(Formats.UploadPart, account.Table(StorageNames.UploadsTable), part => [("Bytes", part.Bytes), ("Sha256", part.Sha256), ("ReceivedAt", part.ReceivedAt)]);
    private readonly DocumentTable<Upload> uploads = new(Formats.Upload, account.Table(StorageNames.UploadsTable), upload =>
    [
        ("State", upload.State.ToString()), ("Progress", upload.Progress), ("Role", upload.Role.ToString()), ("Parts", upload.Parts), ("Url", upload.Source?.Url.ToString()), ("Dataset", upload.Dataset),
        ("Problem", upload.Problem?.Detail), ("ExpiresAt", upload.ExpiresAt),
    ]);

    public async Task AddAsync(TaskName task, Upload upload, CancellationToken cancel)
    {
        List<TableTransactionAction> actions = [new(TableTransactionActionType.Add, uploads.Entity(task.ToString(), upload.Id, upload))];
        if (upload.TakesParts)
            actions.Add(new(TableTransactionActionType.Add, Marker(task, upload.Id)));
        try
        {
            await table.SubmitTransactionAsync(actions, cancel);
        }
        catch (TableTransactionFailedException exists) when (exists.Status == 409)
        {
            // Ids are drawn at random: this is the one that a try has added whose answer got lost.
        }
    }

    /// <summary>Null when there is none, or it is being deleted.</summary>
    public async Task<Stored<Upload>?> FindAsync(TaskName task, string id, CancellationToken cancel) =>
        await uploads.FindAsync(task.ToString(), id, cancel) is { Value.State: not UploadState.Deleting } found ? found : null;

    /// <summary>The oldest first; a page may be short and still have a next one.</summary>
    public async Task<Domain.Kernel.Page<Upload>> ListAsync(TaskName task, string? after, int? limit, CancellationToken cancel)
    {
        var page = await uploads.ListAsync(task.ToString(), after, limit, cancel);
        return new([.. page.Items.Select(upload => upload.Value).Where(upload => upload.State != UploadState.Deleting)], page.Next);
    }

    /// <summary>Every one, also those that are being deleted.</summary>
    public Task<IReadOnlyList<Stored<Upload>>> AllAsync(TaskName task, CancellationToken cancel) => uploads.AllAsync(task.ToString(), cancel);

    /// <summary>The oldest upload whose file an instance may read now, or null.</summary>
    public async Task<Stored<Upload>?> NextDueAsync(TaskName task, DateTimeOffset now, CancellationToken cancel)
    {
        var completing = TableClient.CreateQueryFilter($"State eq {nameof(UploadState.Completing)}");
        var page = await uploads.ListAsync(task.ToString(), null, null, cancel, where: completing);
        return page.Items.FirstOrDefault(upload => upload.Value.IsDue(now));
    }

    /// <summary>The new row, or null when someone else has changed or deleted it since. Whether it takes parts changes with it.</summary>
    public async Task<Stored<Upload>?> ReplaceAsync(TaskName task, Stored<Upload> old, Upload upload, CancellationToken cancel)
    {
        if (old.Value.TakesParts == upload.TakesParts)
            return await uploads.ReplaceAsync(task.ToString(), upload.Id, old, upload, cancel);
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.UpdateReplace, uploads.Entity(task.ToString(), upload.Id, upload), old.ETag),
            new(upload.TakesParts ? TableTransactionActionType.UpsertReplace : TableTransactionActionType.Delete, Marker(task, upload.Id), ETag.All),
        ];
        try
        {
            var answers = await table.SubmitTransactionAsync(actions, cancel);
            return new Stored<Upload>(upload, answers.Value[0].Headers.ETag!.Value);
        }
        catch (TableTransactionFailedException changed) when (changed.Status is 412 or 404)
        {
            return null;
        }
    }

    /// <summary>The parts of an upload, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<UploadPart>> PartsAsync(TaskName task, string id, CancellationToken cancel)
    {
        var prefix = PartKeys(id);
        var page = await parts.ListAsync(task.ToString(), prefix, UploadLimits.MaxParts, cancel, Keys.End(prefix));
        return [.. page.Items.Select(part => part.Value)];
    }

    /// <summary>Records a part in the place of an earlier one of its number. Null when the upload takes no parts now.</summary>
    public async Task<RecordedPart?> PutPartAsync(TaskName task, string id, UploadPart part, CancellationToken cancel)
    {
        var (partition, key) = (task.ToString(), $"{PartKeys(id)}{part.Number:D5}");
        for (var race = new Race($"Part {part.Number} of upload {id}"); ; race.Again())
        {
            var before = await parts.FindAsync(partition, key, cancel);
            if (before?.Value.Blob == part.Blob)
                return new(Replaced: null); // recorded by a try whose answer got lost
            var entity = parts.Entity(partition, key, part);
            TableTransactionAction[] actions =
            [
                new(TableTransactionActionType.UpdateMerge, Marker(task, id), ETag.All),
                before is null ? new(TableTransactionActionType.Add, entity) : new(TableTransactionActionType.UpdateReplace, entity, before.ETag),
            ];
            try
            {
                await table.SubmitTransactionAsync(actions, cancel);
                return new(before?.Value);
            }
            catch (TableTransactionFailedException closed) when (closed.Status == 404)
            {
                return null;
            }
            catch (TableTransactionFailedException raced) when (raced.Status is 409 or 412)
            {
                // The same part was sent twice at once: this one replaces the other.
            }
        }
    }

    /// <summary>Deletes the rows of an upload, its own last.</summary>
    internal async Task DeleteAsync(TaskName task, Stored<Upload> upload, CancellationToken cancel)
    {
        var id = upload.Value.Id;
        await parts.DeleteRangeAsync(task.ToString(), $"~{id}", Keys.End(PartKeys(id)), cancel);
        await uploads.DeleteAsync(task.ToString(), id, upload, cancel);
    }

    private static TableEntity Marker(TaskName task, string id) => new(task.ToString(), $"~{id}");

    private static string PartKeys(string id) => $"~{id}.";
}

/// <summary>That a part was recorded.</summary>
/// <param name="Replaced">The part whose place it took.</param>
public sealed record RecordedPart(UploadPart? Replaced);

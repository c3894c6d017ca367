using Microsoft.Extensions.Logging;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Audit;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Datasets.Uploads;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Models;

/// <summary>
/// Lets go of what nobody refers to. One run marks it, a later one, once nothing refers to it still, tells the audit and then deletes: so whatever stops in between, the next run goes on, and no file is
/// gone without a row of the audit.
/// </summary>
public sealed partial class RetentionJob(
    EachTask tasks, ModelStore cards, ModelPurge models, DatasetPurge datasets, UploadPurge uploads, ReferenceReader references, AuditLog audit, TimeProvider time, ILogger<RetentionJob> logger)
{
    /// <summary>No upload takes as long: a version that was reserved before then and has no rows is abandoned.</summary>
    private static readonly TimeSpan AbandonedAfter = VersionMark.Patience;

    /// <summary>Looks through every task.</summary>
    public Task RunAsync(CancellationToken cancel) => tasks.RunAsync(
        // What cannot be deleted of one kind does not keep the other.
        task => Task.WhenAll(RunAsync(task, cancel), DeleteUploadsAsync(task.Name, cancel)), cancel);

    private async Task DeleteUploadsAsync(TaskName task, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await uploads.DeleteExpiredAsync(task, now, cancel);
        await datasets.DeleteAbandonedAsync(task, now - AbandonedAfter, cancel);
    }

    private async Task RunAsync(TaskDefinition task, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var kept = (await models.RetainedAsync(task.Name, cancel)).ToDictionary(model => model.Version);
        var rows = (await datasets.RetainedAsync(task.Name, cancel)).ToDictionary(dataset => dataset.Version);
        var made = new List<RetainedModel>();
        foreach (var model in kept.Values)
            made.Add(new(model.Version, model.CreatedAt, model.DeletedAt, await DatasetsAsync(task.Name, model.Version, cancel)));
        var referred = await references.ReadAsync(task.Name, cancel);
        var plan = RetentionPlan.Of(task.Retention, made, [.. rows.Values.Select(dataset => new RetainedDataset(dataset.Version, dataset.Role, dataset.CreatedAt, dataset.DeletedAt))], referred, now);
        foreach (var (version, fate) in plan.Models)
            await FollowAsync(task.Name, kept[version], fate, task.Retention, now, cancel);
        foreach (var (version, fate) in plan.Datasets)
            await FollowAsync(task.Name, rows[version], fate, task.Retention, now, cancel);
    }

    private async Task<IReadOnlyList<int>?> DatasetsAsync(TaskName task, int version, CancellationToken cancel) =>
        (await cards.FindCardAsync(task, version, cancel))?.Provenance is { } made ? [made.Training.Dataset, made.Validation.Dataset] : null;

    private async Task FollowAsync(TaskName task, ModelSummary model, Fate fate, RetentionPolicy policy, DateTimeOffset now, CancellationToken cancel)
    {
        if (fate is Fate.Marked or Fate.Restored)
            await models.MarkAsync(task, model.Version, fate == Fate.Marked ? now : null, cancel);
        if (fate != Fate.Purged)
            return;
        var detail = FormattableString.Invariant($"The files of model {model.Version} are deleted, which is older than {policy.ModelDays:0.##} days and which nothing refers to; its card stays.");
        await audit.AppendAsync(AuditEntries.Deletion(task, AuditEntries.ModelKey(task, model.Version), detail, now), cancel);
        await models.DeleteAsync(task, model.Version, cancel);
        Deleted(logger, task, detail);
    }

    private async Task FollowAsync(TaskName task, DatasetDescription dataset, Fate fate, RetentionPolicy policy, DateTimeOffset now, CancellationToken cancel)
    {
        if (fate is Fate.Marked or Fate.Restored)
            await datasets.MarkAsync(task, dataset.Version, fate == Fate.Marked ? now : null, cancel);
        if (fate != Fate.Purged)
            return;
        var detail = FormattableString.Invariant($"The rows of dataset {dataset.Version} are deleted, which is older than {policy.DatasetDays:0.##} days and which no kept model was made of or judged by; its description stays.");
        await audit.AppendAsync(AuditEntries.Deletion(task, AuditEntries.DatasetKey(task, dataset.Version), detail, now), cancel);
        await datasets.DeleteAsync(task, dataset, cancel);
        Deleted(logger, task, detail);
    }

    [LoggerMessage(EventId = 1, EventName = "Purged", Level = LogLevel.Information, Message = "Task {Task}: {Detail}")]
    private static partial void Deleted(ILogger logger, TaskName task, string detail);
}

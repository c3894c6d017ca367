using System.Text.Json;
using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Rollout;

/// <summary>What each task serves: a row for every change, and the pointer that instances follow.</summary>
public sealed class DeploymentStore(StorageAccount account)
{
    private const string PointerKey = "~pointer";

    private readonly TableClient table = account.Table(StorageNames.DeploymentsTable);
    private readonly DocumentTable<DeploymentChange> changes = new(Formats.DeploymentChange, account.Table(StorageNames.DeploymentsTable), change =>
        [("At", change.At), ("Action", change.Action.ToString()), ("Model", change.Model), ("Reason", change.Reason), ("Forced", change.Forced)]);

    private readonly DocumentTable<DeploymentPointer> pointers = new(Formats.DeploymentPointer, account.Table(StorageNames.DeploymentsTable), pointer =>
        [("Production", pointer.Production), ("Previous", pointer.Previous), ("Pilot", pointer.Pilot?.Model), ("Share", pointer.Pilot?.Share), ("Shadows", string.Join(',', pointer.Shadows))]);

    /// <summary>Which models are in use; one point read.</summary>
    public async Task<DeploymentPointer> PointerAsync(TaskName task, CancellationToken cancel)
    {
        try
        {
            return (await pointers.FindAsync(task.ToString(), PointerKey, cancel))?.Value ?? DeploymentPointer.None;
        }
        catch (JsonException)
        {
            // It was written before there were shadows and pilots, and is until the next change; the history says the same.
            return (await ReadAsync(task, cancel)).Pointer;
        }
    }

    public async Task<Deployment> ReadAsync(TaskName task, CancellationToken cancel) =>
        Deployment.Fold((await changes.AllAsync(task.ToString(), cancel)).Select(c => c.Value));

    public async Task<Domain.Kernel.Page<DeploymentChange>> ListAsync(TaskName task, int after, int? limit, CancellationToken cancel)
    {
        var page = await changes.ListAsync(task.ToString(), Keys.Of(after), limit, cancel);
        return new([.. page.Items.Select(c => c.Value)], page.Next is { } next ? $"{Keys.Number(next)}" : null);
    }

    /// <summary>Appends <paramref name="change"/> and moves the pointer in one transaction; false when another change took its number.</summary>
    public async Task<bool> ApplyAsync(TaskName task, Deployment before, DeploymentChange change, CancellationToken cancel)
    {
        var partition = task.ToString();
        await pointers.CheckAsync(partition, PointerKey, cancel);
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.Add, changes.Entity(partition, Keys.Of(change.Number), change)),
            new(TableTransactionActionType.UpsertReplace, pointers.Entity(partition, PointerKey, before.Apply(change).Pointer)),
        ];
        try
        {
            await table.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (TableTransactionFailedException exists) when (exists.Status == 409)
        {
            // It is this very change when the answer to the first try got lost: a rollback must not be decided a second time.
            return (await changes.FindAsync(partition, Keys.Of(change.Number), cancel))?.Value == change;
        }
    }
}

using Azure.Data.Tables;
using MlFunctions.Domain.Deployments;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Tables;

namespace MlFunctions.Storage.Deployments;

/// <summary>What each task serves: a row for every change, and the pointer that instances follow.</summary>
public sealed class DeploymentStore(StorageAccount account)
{
    private const string PointerKey = "~pointer";

    private readonly TableClient table = account.Table(StorageNames.DeploymentsTable);
    private readonly DocumentTable<DeploymentChange> changes = new(account.Table(StorageNames.DeploymentsTable), change =>
        [("At", change.At), ("Action", change.Action.ToString()), ("Model", change.Model), ("Reason", change.Reason), ("Forced", change.Forced)]);

    /// <summary>The model in production and the one before it; one point read.</summary>
    public async Task<(int? Production, int? Previous)> PointerAsync(TaskName task, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(task.ToString(), PointerKey, cancellationToken: cancel);
        return row.HasValue ? (row.Value!.GetInt32("Production"), row.Value.GetInt32("Previous")) : (null, null);
    }

    public async Task<Deployment> ReadAsync(TaskName task, CancellationToken cancel) =>
        Deployment.Fold((await changes.AllAsync(task.ToString(), cancel)).Select(c => c.Value));

    public async Task<Domain.Page<DeploymentChange>> ListAsync(TaskName task, int after, int limit, CancellationToken cancel)
    {
        var page = await changes.ListAsync(task.ToString(), Keys.Of(after), limit, cancel);
        return new([.. page.Items.Select(c => c.Value)], page.Next is { } next ? $"{Keys.Number(next)}" : null);
    }

    /// <summary>Appends <paramref name="change"/> and moves the pointer in one transaction; false when another change took its number.</summary>
    public async Task<bool> ApplyAsync(TaskName task, Deployment before, DeploymentChange change, CancellationToken cancel)
    {
        var partition = task.ToString();
        var after = before.Apply(change);
        var pointer = new TableEntity(partition, PointerKey) { ["Production"] = after.Production, ["Previous"] = after.Previous is [.., var previous] ? previous : null };
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.Add, changes.Entity(partition, Keys.Of(change.Number), change)),
            new(TableTransactionActionType.UpsertReplace, pointer),
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

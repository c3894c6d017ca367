using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Models;

/// <summary>The retrainings of each task, beside its trainings: a record and its training are queued in one transaction, and a number is taken once.</summary>
public sealed class RetrainingStore(StorageAccount account, TrainingStore trainings)
{
    private const string Prefix = "~retraining.";

    private readonly TableClient table = account.Table(StorageNames.TrainingsTable);
    private readonly DocumentTable<RetrainingRecord> records = new(Formats.Retraining, account.Table(StorageNames.TrainingsTable), record =>
        [("Cause", record.Reason.Cause.ToString()), ("Detail", record.Reason.Detail), ("Training", record.Training), ("Ticket", record.Reason.Ticket?.ToString()), ("Result", record.Result?.Outcome.ToString())]);

    /// <summary>Every one, the oldest first.</summary>
    public async Task<IReadOnlyList<Stored<RetrainingRecord>>> AllAsync(TaskName task, CancellationToken cancel) =>
        (await records.ListAsync(task.ToString(), Prefix, null, cancel, Keys.End(Prefix))).Items;

    public async Task<Domain.Kernel.Page<RetrainingRecord>> ListAsync(TaskName task, int after, int? limit, CancellationToken cancel)
    {
        var page = await records.ListAsync(task.ToString(), Key(after), limit, cancel, Keys.End(Prefix));
        return new([.. page.Items.Select(record => record.Value)], page.Next is null ? null : $"{page.Items[^1].Value.Reason.Number}");
    }

    /// <summary>Queues a training with the record of why; false when another retraining has taken its number.</summary>
    public async Task<bool> AddAsync(TaskName task, RetrainingRecord record, Training training, CancellationToken cancel)
    {
        var (partition, key) = (task.ToString(), Key(record.Reason.Number));
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.Add, records.Entity(partition, key, record)),
            new(TableTransactionActionType.Add, trainings.Table.Entity(partition, training.Id, training)),
        ];
        try
        {
            await table.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (TableTransactionFailedException exists) when (exists.Status == 409)
        {
            // It is this very one when the answer to the first try got lost.
            return (await records.FindAsync(partition, key, cancel))?.Value.Training == record.Training;
        }
    }

    /// <summary>The new row, or null when another instance has changed it since.</summary>
    public Task<Stored<RetrainingRecord>?> ReplaceAsync(TaskName task, Stored<RetrainingRecord> old, RetrainingRecord record, CancellationToken cancel) =>
        records.ReplaceAsync(task.ToString(), Key(record.Reason.Number), old, record, cancel);

    private static string Key(int number) => Prefix + Keys.Of(number);
}

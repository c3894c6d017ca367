using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Monitoring;

/// <summary>The alarms of each task, in one partition: a row for the state of each, and one for each change of it, written in one transaction.</summary>
public sealed class AlarmStore(StorageAccount account)
{
    private const string States = "state.";

    /// <summary>A transaction takes 100 rows.</summary>
    private const int MaxRows = 100;

    private readonly TableClient table = account.Table(StorageNames.AlarmsTable);
    private readonly DocumentTable<Alarm> alarms = new(Formats.Alarm, account.Table(StorageNames.AlarmsTable), alarm =>
        [("State", alarm.State.ToString()), ("Since", alarm.Since), ("EvaluatedTo", alarm.EvaluatedTo), ("Value", alarm.Last?.Value), ("Detail", alarm.Last?.Detail), ("Ticket", alarm.Ticket?.ToString())]);

    private readonly DocumentTable<AlarmChange> changes = new(Formats.AlarmChange, account.Table(StorageNames.AlarmsTable), change =>
        [("At", change.At), ("From", change.From.ToString()), ("To", change.To.ToString()), ("Value", change.Evaluation.Value), ("Detail", change.Evaluation.Detail), ("Ticket", change.Ticket?.ToString()), ("Silence", change.Silence)]);

    /// <summary>Every alarm of a task that has been judged.</summary>
    public async Task<IReadOnlyList<Stored<Alarm>>> ReadAsync(TaskName task, CancellationToken cancel) =>
        (await alarms.ListAsync(task.ToString(), States, null, cancel, Keys.End(States))).Items;

    public async Task<Domain.Kernel.Page<AlarmChange>> ChangesAsync(TaskName task, string rule, int after, int? limit, CancellationToken cancel)
    {
        var page = await changes.ListAsync(task.ToString(), ChangeKey(rule, after), limit, cancel, Keys.End(ChangePrefix(rule)));
        return new([.. page.Items.Select(change => change.Value)], page.Next is null ? null : $"{page.Items[^1].Value.Number}");
    }

    /// <summary>Those since a time.</summary>
    public async Task<IReadOnlyList<AlarmChange>> ChangesAsync(TaskName task, string rule, DateTimeOffset since, CancellationToken cancel)
    {
        var page = await changes.ListAsync(task.ToString(), ChangePrefix(rule), null, cancel, Keys.End(ChangePrefix(rule)), TableClient.CreateQueryFilter($"At ge {since}"));
        return [.. page.Items.Select(change => change.Value)];
    }

    /// <summary>Keeps alarms with their changes, each alarm wholly or not at all; null when someone else changed one since it was read: then all must be read again.</summary>
    public async Task<IReadOnlyList<Stored<Alarm>>?> KeepAsync(IReadOnlyList<AlarmUpdate> updates, CancellationToken cancel)
    {
        var kept = new List<Stored<Alarm>>();
        foreach (var batch in Batches(updates))
        {
            try
            {
                var responses = (await table.SubmitTransactionAsync(batch.SelectMany(Actions), cancel)).Value;
                var row = 0;
                foreach (var update in batch)
                {
                    kept.Add(new(update.After, responses[row].Headers.ETag!.Value));
                    row += 1 + update.Changes.Count;
                }
            }
            catch (TableTransactionFailedException raced) when (raced.Status is 404 or 409 or 412)
            {
                return null;
            }
        }

        return kept;
    }

    private IEnumerable<TableTransactionAction> Actions(AlarmUpdate update)
    {
        var partition = update.After.Task.ToString();
        var state = alarms.Entity(partition, States + update.After.Rule, update.After);
        yield return update.Before is { } before
            ? new(TableTransactionActionType.UpdateReplace, state, before.ETag)
            : new(TableTransactionActionType.Add, state);
        foreach (var change in update.Changes)
            yield return new(TableTransactionActionType.Add, changes.Entity(partition, ChangeKey(update.After.Rule, change.Number), change));
    }

    private static IEnumerable<IReadOnlyList<AlarmUpdate>> Batches(IReadOnlyList<AlarmUpdate> updates)
    {
        var batch = new List<AlarmUpdate>();
        var rows = 0;
        foreach (var update in updates)
        {
            rows += 1 + update.Changes.Count;
            if (rows > MaxRows)
            {
                yield return batch;
                (batch, rows) = ([], 1 + update.Changes.Count);
            }

            batch.Add(update);
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private static string ChangePrefix(string rule) => $"change.{rule}.";

    private static string ChangeKey(string rule, int number) => ChangePrefix(rule) + Keys.Of(number);
}

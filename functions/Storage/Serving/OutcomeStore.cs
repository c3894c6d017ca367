using System.Collections.Concurrent;
using System.Globalization;
using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>Keeps what really happened after predictions.</summary>
public sealed class OutcomeStore(StorageAccount account, InstanceId instance)
{

    /// <summary>Requests of one call under way together.</summary>
    private const int AtOnce = 8;

    private readonly TableClient table = account.Table(StorageNames.OutcomesTable);
    private long calls;

    /// <summary>
    /// Keeps outcomes, at most one for each prediction. Saying the same again is a duplicate; saying something else corrects; in one call the last one counts. When it fails in the
    /// middle some are kept, and saying all again is right.
    /// </summary>
    public Task<OutcomeReceipt> AddAsync(IReadOnlyCollection<Outcome> outcomes, CancellationToken cancel) => AddAsync(outcomes, _ => { }, cancel);

    /// <param name="outcomes">What is told.</param>
    /// <param name="accept">Takes those that are kept as soon as they are, several threads at a time: when it fails in the middle, nothing else says which.</param>
    /// <param name="cancel">Stops in the middle.</param>
    /// <inheritdoc cref="AddAsync(IReadOnlyCollection{Outcome}, CancellationToken)"/>
    public async Task<OutcomeReceipt> AddAsync(IReadOnlyCollection<Outcome> outcomes, Action<IReadOnlyList<Outcome>> accept, CancellationToken cancel)
    {
        var call = string.Create(CultureInfo.InvariantCulture, $"{instance}.{Interlocked.Increment(ref calls)}");
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        Outcome[] last = [.. outcomes.GroupBy(o => o.Prediction).Select(g => g.Last()).GroupBy(o => o.Prediction.Segment).SelectMany(s => s.OrderBy(o => OutcomeEntity.Key(o.Prediction), StringComparer.Ordinal))];
        var known = new ConcurrentDictionary<PredictionId, Known>();
        await Parallel.ForEachAsync(OutcomeRuns.ToAsk([.. last.Select(o => o.Prediction)]), options, async (run, token) => await AskAsync(run, known, token));
        var accepted = new ConcurrentBag<IReadOnlyList<Outcome>>();
        await Parallel.ForEachAsync(OutcomeRuns.ToWrite(News(last, known), Characters), options, async (run, token) =>
        {
            var news = await WriteAsync(run, call, known, token);
            accept(news);
            accepted.Add(news);
        });
        Outcome[] kept = [.. accepted.SelectMany(run => run)];
        return new(kept, outcomes.Count - kept.Length);

        int Characters(Outcome outcome) => outcome.Actual.Json.Length + (known.TryGetValue(outcome.Prediction, out var row) ? row.Actual.Json.Length + (row.Earlier?.Length ?? 0) : 0);
    }

    public async Task<Outcome?> FindAsync(PredictionId prediction, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(OutcomeEntity.Partition(prediction.Segment), OutcomeEntity.Key(prediction), cancellationToken: cancel);
        return row.HasValue ? OutcomeEntity.ToOutcome(prediction, row.Value!) : null;
    }

    /// <summary>Those that do not say what is known, each with what it corrects.</summary>
    private static IEnumerable<Outcome> News(IEnumerable<Outcome> outcomes, ConcurrentDictionary<PredictionId, Known> known) =>
        from outcome in outcomes
        let before = known.TryGetValue(outcome.Prediction, out var row) ? row : (Known?)null
        where before?.Actual != outcome.Actual
        select outcome with { Corrects = before?.Actual, CorrectsRecordedAt = before?.RecordedAt };

    /// <summary>Adds what is known of a run to <paramref name="known"/>.</summary>
    private async Task AskAsync(List<PredictionId> run, ConcurrentDictionary<PredictionId, Known> known, CancellationToken cancel)
    {
        var (partition, first, last) = (OutcomeEntity.Partition(run[0].Segment), OutcomeEntity.Key(run[0]), OutcomeEntity.Key(run[^1]));
        var wanted = run.ToDictionary(OutcomeEntity.Key, StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: OutcomeEntity.KnownColumns, cancellationToken: cancel))
        {
            if (wanted.TryGetValue(row.RowKey, out var prediction))
                known[prediction] = OutcomeEntity.ToKnown(row);
        }
    }

    /// <summary>Writes a run in one transaction; those that were news.</summary>
    private async Task<IReadOnlyList<Outcome>> WriteAsync(List<Outcome> run, string call, ConcurrentDictionary<PredictionId, Known> known, CancellationToken cancel)
    {
        for (var race = new Race("One of these outcomes"); ; race.Again())
        {
            try
            {
                // A caller who is gone does not stop it under way: whether it was kept must be known.
                if (run.Count > 0)
                    await table.SubmitTransactionAsync(run.Select(outcome => Action(outcome, call, known)), CancellationToken.None);
                return run;
            }
            catch (TableTransactionFailedException raced) when (raced.Status is 409 or 412)
            {
                // Another call told of one of these predictions meanwhile, or it was this one, whose first try got through without an answer: look again.
                await AskAsync([.. run.Select(outcome => outcome.Prediction)], known, cancel);
                if (run.All(outcome => known.TryGetValue(outcome.Prediction, out var row) && row.Call == call))
                    return run;
                run = [.. News(run, known)];
            }
        }
    }

    private static TableTransactionAction Action(Outcome outcome, string call, ConcurrentDictionary<PredictionId, Known> known) => known.TryGetValue(outcome.Prediction, out var row)
        ? new(TableTransactionActionType.UpdateReplace, OutcomeEntity.Of(outcome, row, call), row.ETag)
        : new(TableTransactionActionType.Add, OutcomeEntity.Of(outcome, null, call));
}

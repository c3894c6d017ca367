using Azure.Data.Tables;
using MlFunctions.Domain.Outcomes;
using MlFunctions.Domain.Predictions;

namespace MlFunctions.Storage.Outcomes;

/// <summary>Outcomes, in one partition for each segment of the prediction log, keyed by the prediction's place in it.</summary>
public sealed class OutcomeStore(StorageAccount account)
{
    private const int MaxActions = 100;
    private const int MaxRaces = 5;

    private readonly TableClient table = account.Table(StorageNames.OutcomesTable);

    /// <summary>Keeps outcomes, at most one for each prediction. Saying the same again is a duplicate; saying something else corrects; in one call the last one counts.</summary>
    public async Task<OutcomeReceipt> AddAsync(IReadOnlyCollection<Outcome> outcomes, CancellationToken cancel)
    {
        Outcome[] last = [.. outcomes.GroupBy(o => o.Prediction).Select(g => g.Last())];
        var receipt = new OutcomeReceipt(0, outcomes.Count - last.Length);
        foreach (var segment in last.GroupBy(o => o.Prediction.Segment))
        {
            foreach (var chunk in segment.OrderBy(o => o.Prediction.Offset).Chunk(MaxActions))
            {
                var kept = await AddChunkAsync(segment.Key, chunk, cancel);
                receipt = new(receipt.Accepted + kept.Accepted, receipt.Duplicates + kept.Duplicates);
            }
        }

        return receipt;
    }

    public async Task<Outcome?> FindAsync(PredictionId prediction, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(prediction.Segment.ToString(), Key(prediction), cancellationToken: cancel);
        return row.HasValue ? Read(prediction, row.Value!) : null;
    }

    private async Task<OutcomeReceipt> AddChunkAsync(LogSegment segment, Outcome[] chunk, CancellationToken cancel)
    {
        for (var race = 0; ; race++)
        {
            var known = await KnownAsync(segment, Key(chunk[0].Prediction), Key(chunk[^1].Prediction), cancel);
            var actions = chunk.Select(o => Action(o, known.GetValueOrDefault(Key(o.Prediction)))).OfType<TableTransactionAction>().ToList();
            try
            {
                if (actions.Count > 0)
                    await table.SubmitTransactionAsync(actions, cancel);
                return new(actions.Count, chunk.Length - actions.Count);
            }
            catch (TableTransactionFailedException raced) when (raced.Status is 409 or 412 && race < MaxRaces)
            {
                // Another call told of one of these predictions meanwhile: look again.
            }
        }
    }

    private async Task<Dictionary<string, TableEntity>> KnownAsync(LogSegment segment, string first, string last, CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {segment.ToString()} and RowKey ge {first} and RowKey le {last}");
        var known = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancel))
            known[row.RowKey] = row;
        return known;
    }

    /// <summary>What must be written, or null when nothing must.</summary>
    private static TableTransactionAction? Action(Outcome outcome, TableEntity? known) => known switch
    {
        null => new(TableTransactionActionType.Add, Entity(outcome)),
        _ when Stored(known["Actual"]) == outcome.Actual => null,
        _ => new(TableTransactionActionType.UpdateReplace, Entity(outcome with { Corrects = Stored(known["Actual"]) }), known.ETag),
    };

    private static TableEntity Entity(Outcome outcome) => new(outcome.Prediction.Segment.ToString(), Key(outcome.Prediction))
    {
        ["Actual"] = Cell(outcome.Actual),
        ["ObservedAt"] = outcome.ObservedAt,
        ["RecordedAt"] = outcome.RecordedAt,
        ["Corrects"] = outcome.Corrects is { } before ? Cell(before) : null,
    };

    private static Outcome Read(PredictionId prediction, TableEntity row) => new(
        prediction, Stored(row["Actual"])!, row.GetDateTimeOffset("ObservedAt")!.Value, row.GetDateTimeOffset("RecordedAt")!.Value, row.TryGetValue("Corrects", out var corrects) ? Stored(corrects) : null);

    /// <summary>A number as a number, so that the table can be queried by it; grades as their JSON.</summary>
    private static object Cell(Actual actual) => double.IsNaN(actual.Number) ? actual.Json : actual.Number;

    private static Actual? Stored(object? cell) => cell switch
    {
        double number => Actual.Of(number),
        string grades => new Actual(grades),
        _ => null,
    };

    private static string Key(PredictionId prediction) => $"{prediction.Offset:x16}.{prediction.Length:x8}";
}

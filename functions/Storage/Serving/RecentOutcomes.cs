using System.Collections.Concurrent;
using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>
/// Finds the newest predictions of a segment whose outcome is known. Rows are keyed by their predictions' places in the log, in which they stand by time, so going back from the segment's end in steps that
/// grow finds the last one in few queries however late outcomes come, and reading goes back from there.
/// </summary>
public sealed class RecentOutcomes(StorageAccount account)
{
    private const long FirstStep = 1 << 20;
    private const int Faster = 4;

    /// <summary>About what a row of the log takes.</summary>
    private const int RowBytes = 512;

    private const long LongestRead = 16 << 20;
    private const int MostReads = 12;
    private const int AtOnce = 4;

    private readonly TableClient table = account.Table(StorageNames.OutcomesTable);

    /// <summary>The outcomes of a segment's newest labelled predictions, in the order of the log.</summary>
    /// <param name="segment">Which, and how long it is.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<IReadOnlyList<Outcome>> NewestAsync(SegmentLength segment, int most, CancellationToken cancel)
    {
        var found = new List<Outcome>();
        var end = await EndAsync(segment, cancel);
        var width = Math.Min(LongestRead, (long)most * RowBytes);
        for (var read = 0; end > 0 && found.Count < most && read < MostReads; read++)
        {
            var start = Math.Max(0, end - width);
            found.InsertRange(0, await BetweenAsync(segment.Segment, start, end, int.MaxValue, cancel));
            (end, width) = (start, Math.Min(LongestRead, width * 2));
        }

        return [.. found.TakeLast(most)];
    }

    /// <summary>The outcomes that are known of some predictions.</summary>
    /// <param name="predictions">Each once.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<IReadOnlyDictionary<PredictionId, Outcome>> OfAsync(IReadOnlyCollection<PredictionId> predictions, CancellationToken cancel)
    {
        var known = new ConcurrentDictionary<PredictionId, Outcome>();
        PredictionId[] ordered = [.. predictions.GroupBy(id => id.Segment).SelectMany(segment => segment.OrderBy(id => id.Offset))];
        await Parallel.ForEachAsync(OutcomeRuns.ToAsk(ordered), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (run, token) =>
        {
            var wanted = run.ToHashSet();
            foreach (var outcome in await BetweenAsync(run[0].Segment, run[0].Offset, run[^1].Offset + 1, int.MaxValue, token))
            {
                if (wanted.Contains(outcome.Prediction))
                    known[outcome.Prediction] = outcome;
            }
        });
        return known;
    }

    /// <summary>A place in the log, at most a step beyond the last labelled prediction; 0 where there is none.</summary>
    private async Task<long> EndAsync(SegmentLength segment, CancellationToken cancel)
    {
        var (low, high) = (segment.Bytes, segment.Bytes);
        for (var step = FirstStep; ; step *= Faster)
        {
            (low, high) = (Math.Max(0, segment.Bytes - step), low);
            if (await AnyAsync(low, high))
                break;
            if (low == 0)
                return 0;
        }

        while (high - low > FirstStep)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = await AnyAsync(middle, high) ? (middle, high) : (low, middle);
        }

        return high;

        async Task<bool> AnyAsync(long from, long to) => (await BetweenAsync(segment.Segment, from, to, 1, cancel)).Count > 0;
    }

    private async Task<List<Outcome>> BetweenAsync(LogSegment segment, long from, long to, int most, CancellationToken cancel)
    {
        var (partition, first, last) = (OutcomeEntity.Partition(segment), OutcomeEntity.Key(from), OutcomeEntity.Key(to));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {last}");
        var outcomes = new List<Outcome>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, maxPerPage: Math.Min(most, 1000), cancellationToken: cancel))
        {
            if (OutcomeEntity.Prediction(segment, row.RowKey) is { } prediction)
                outcomes.Add(OutcomeEntity.ToOutcome(prediction, row));
            if (outcomes.Count == most)
                break;
        }

        return outcomes;
    }
}

using System.Collections.Concurrent;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Incidents.Bundles;

/// <summary>Finds the newest predictions whose outcome is known, hour by hour back from the alarm, until they are some thousands.</summary>
public sealed class LabelledReader(LogTail tail, RecentOutcomes outcomes, PredictionLogReader log, SpanStore spans)
{
    private const int Most = 5000;
    private const long MostBytes = 32 << 20;
    private const int AtOnce = 4;

    /// <summary>Rows that lie farther apart are asked for one by one.</summary>
    private const long Near = 1 << 20;

    internal async Task<Result<LabelledPredictions>> ReadAsync(BundleSubject subject, CancellationToken cancel)
    {
        var told = await OutcomesAsync(subject, cancel);
        if (told.Count == 0)
            return new Missing($"No outcome is known of any prediction of the last {BundleSubject.Hours} hours before the alarm that is still in the log.");
        var rows = await log.FindAsync(told.Keys, LogRow.Read, cancel);
        LabelledPrediction[] labelled =
        [
            .. from row in rows
               where row.Value is { Output: not null } logged && (subject.Model is null || logged.Model == subject.Model)
               let answer = Answer.Read(subject.Task.Kind, subject.Task.Output, row.Value!.Output!.Value)
               where answer is not null
               select new LabelledPrediction(row.Key, row.Value, answer, told[row.Key].Actual),
        ];
        return labelled.Length == 0
            ? new Missing($"Of {told.Count} predictions with an outcome none is in the log as an answer of model {subject.Model} to the task as it is declared now.")
            : new LabelledPredictions(labelled, await ToldAsync(subject, labelled, cancel));
    }

    /// <summary>The newest outcomes, of no more log than may be read.</summary>
    private async Task<Dictionary<PredictionId, Outcome>> OutcomesAsync(BundleSubject subject, CancellationToken cancel)
    {
        var (found, bytes) = (new Dictionary<PredictionId, Outcome>(), 0L);
        await foreach (var segments in tail.HoursAsync(subject.Task.Name, subject.Evaluation.To, BundleSubject.Hours, cancel))
        {
            var newest = new ConcurrentBag<IReadOnlyList<Outcome>>();
            var share = Math.Max(1, (Most - found.Count) / segments.Count);
            await Parallel.ForEachAsync(segments, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (segment, token) => newest.Add(await outcomes.NewestAsync(segment, share, token)));
            foreach (var segment in newest)
            {
                var next = long.MaxValue;
                foreach (var outcome in segment.Reverse())
                {
                    bytes += Math.Min(Near, Math.Max(outcome.Prediction.Length, next == long.MaxValue ? 0 : next - outcome.Prediction.Offset));
                    if (bytes > MostBytes)
                        break;
                    (found[outcome.Prediction], next) = (outcome, outcome.Prediction.Offset);
                }
            }

            if (found.Count >= Most || bytes > MostBytes)
                break;
        }

        return found;
    }

    /// <summary>How many outcomes are known of the time of those that were read.</summary>
    private async Task<long?> ToldAsync(BundleSubject subject, LabelledPrediction[] labelled, CancellationToken cancel)
    {
        if (subject.Model is not { } model)
            return null;
        var (from, to) = (labelled.Min(one => one.Row.At), labelled.Max(one => one.Row.At));
        var sums = await spans.SumAsync(subject.Task.Name, model, Span.At(Cadence.Minute, from).Start, Span.At(Cadence.Minute, to).End, cancel);
        return Math.Max(labelled.Length, sums.Outcomes);
    }
}

/// <summary>Predictions whose outcome is known.</summary>
/// <param name="Read">Those that were looked at.</param>
/// <param name="Told">How many there are in that time; null where that is not known.</param>
internal sealed record LabelledPredictions(IReadOnlyList<LabelledPrediction> Read, long? Told);

using MlFunctions.App.Monitoring.Alarms.Looks;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Maturity;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>Reads from live sums how good the model in production is, and how many outcomes are new.</summary>
public sealed class PerformanceReader(SpanStore spans, DelayStore delays)
{
    /// <summary>With fewer outcomes, a longer time is looked at.</summary>
    private const int FewestOutcomes = 500;

    private const double Median = 0.5;

    /// <summary>Whole days, so that what is usual at one hour is never taken for a loss.</summary>
    private static readonly IReadOnlyList<int> Days = [1, 7, 28];

    /// <summary>In the last day of mature labels, or the last week or four of them where there are few; null where there are fewer still, or nobody knows how late they come.</summary>
    public async Task<LivePerformance?> ReadAsync(TaskDefinition task, ModelCard production, DateTimeOffset now, CancellationToken cancel)
    {
        if (await delays.FindAsync(task.Name, cancel) is not { } curve || TaskMetrics.Find(task.Kind, task.Metric) is not { } metric)
            return null;
        var (to, readings) = (MatureTo(task, curve, now), new SpanReadings(spans, task.Name));
        foreach (var from in Days.Select(days => to.AddDays(-days)))
        {
            var sound = (await readings.CoverAsync(from, to, cancel)).Where(span => span.Unsound() is null);
            var sums = Aggregate.Sum(sound.Select(span => span.Of(production.Version)));
            if (sums.Outcomes >= FewestOutcomes)
                return LivePerformance.Of(metric, LiveMetrics.Of(task, sums).First(live => live.Name == metric.Name), production.Evaluation.Metric(metric.Name), from, to);
        }

        return null;
    }

    /// <summary>About how many outcomes have come since a time: those of predictions that were made since then, or so long before as outcomes take.</summary>
    public async Task<long> NewLabelsAsync(TaskDefinition task, DateTimeOffset since, DateTimeOffset now, CancellationToken cancel)
    {
        var late = (await delays.FindAsync(task.Name, cancel))?.AgeOf(Median) ?? TimeSpan.Zero;
        return (await spans.CoverAsync(task.Name, since - late, now, cancel)).Sum(row => row.Sums.Outcomes);
    }

    /// <summary>Up to where spans have their labels, as alarms take it.</summary>
    private static DateTimeOffset MatureTo(TaskDefinition task, DelayCurve curve, DateTimeOffset now)
    {
        var time = now - curve.AgeOf(Outlook.Maturity);
        var span = Span.Of(task.Cadence, time, now);
        return (span.Length >= Cadence.Minute ? span : Span.At(Cadence.Minute, time)).Start;
    }
}

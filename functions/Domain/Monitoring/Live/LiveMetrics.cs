using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Monitoring.Live;

/// <summary>Every figure of a span of time, from its sums: what timers keep, pages show and alarms look at.</summary>
public static class LiveMetrics
{
    /// <summary>Traffic first, then the metrics of the task's kind by their own names, and a ranking's click-through.</summary>
    /// <param name="task">Whose they are.</param>
    /// <param name="sums">Of the span. They are read only; what is still below zero, because a correction has not met what it corrects, counts as nothing.</param>
    /// <param name="negativeWeight">
    /// Of a binary task: what each negative outcome counts. Null: so much that positives have the prevalence that the task declares, as on the validation rows, so that live metrics compare with those
    /// whatever share of either class is labelled yet; 1 where it declares none.
    /// </param>
    public static IReadOnlyList<LiveMetric> Of(TaskDefinition task, Aggregate sums, double? negativeWeight = null) =>
    [
        .. TrafficMetrics.All.Select(metric => metric(sums)),
        .. task.Kind switch
        {
            TaskKind.Regression => RegressionLive.Of(sums),
            TaskKind.Ranking => RankingLive.Of(sums),
            _ => BinaryLive.Of(task, sums, negativeWeight),
        },
    ];

    /// <summary>The histogram of this name, without making it.</summary>
    internal static Histogram? Find(this Aggregate sums, string histogram) => sums.Histograms.GetValueOrDefault(histogram);
}

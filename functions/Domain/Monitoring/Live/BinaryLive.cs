using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Monitoring.Binned;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Monitoring.Live;

/// <summary>The metrics of a binary task's outcomes: means of losses exactly, those of an order from the histograms of both classes, with what the bins can hide.</summary>
internal static class BinaryLive
{
    public static IEnumerable<LiveMetric> Of(TaskDefinition task, Aggregate sums, double? negativeWeight)
    {
        var scores = BinnedScores.Of(sums.Find(HistogramNames.Positives), sums.Find(HistogramNames.Negatives), negativeWeight, task.Decision?.Prevalence);
        var budget = task.Decision?.AlertBudget ?? BinaryMetrics.UsualBudget;
        return BinaryMetrics.At(budget).Select(metric => ProbabilityLoss.All.FirstOrDefault(loss => loss.Metric.Name == metric.Name) is { } loss
            ? LossLive.Of(loss, sums, scores)
            : Of(metric, scores, budget));
    }

    private static LiveMetric Of(BinaryMetric metric, BinnedScores scores, double budget)
    {
        var count = (long)(scores.Positives + scores.Negatives);
        var value = count == 0 ? double.NaN : scores.Middle(metric);
        if (!double.IsFinite(value))
            return new LiveMetric(metric.Name, null, count);
        var figure = BinnedFigure.All[metric.Name];
        var bounds = figure.Bounds(scores, metric);
        var (error, skewness) = figure.OfCounts(scores, budget).OfKnown(scores);
        return new LiveMetric(metric.Name, value, count, error, skewness, bounds.Lower, bounds.Upper);
    }
}

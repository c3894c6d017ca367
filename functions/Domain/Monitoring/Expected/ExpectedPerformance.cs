using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Binned;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Monitoring.Expected;

/// <summary>Confidence-based performance estimation (CBPE): what the metrics of a binary task will be if its probabilities are right, before any label has come.</summary>
/// <remarks>
/// A prediction with probability p counts as p of a positive and 1 − p of a negative: Kivimäki et al., Confidence-based Estimators for Predictive Performance in Model Monitoring, arXiv 2407.08649
/// (2024); how far confidence carries: Garg et al., Leveraging Unlabeled Data to Predict Out-of-Distribution Performance, ICLR 2022. It sees inputs that have moved to where the model is less sure
/// or has more to find. It is blind to concept drift (other outcomes for the same inputs), and wrong by as much as the probabilities are. A metric that is no mean of rows is the one of the
/// expected counts, which is off by the order of one part in the number of positives.
/// </remarks>
public static class ExpectedPerformance
{
    private const double Normal95 = 1.959963984540054;

    /// <summary>Every binary metric but the calibration error, which is supposed to be 0; none of a span without predictions. Lower and upper are the 95 % interval of what the labels will show.</summary>
    /// <param name="task">A binary task.</param>
    /// <param name="sums">Of the span, of which only the output is read.</param>
    public static IReadOnlyList<LiveMetric> Of(TaskDefinition task, Aggregate sums)
    {
        var scores = BinnedScores.Of(
            [.. (sums.Find(HistogramNames.Output)?.Bins ?? []).Where(bin => bin.Count > 0).Reverse().Select(bin => Expected(bin.Bin, bin.Count))], null, task.Decision?.Prevalence);
        var budget = task.Decision?.AlertBudget ?? BinaryMetrics.UsualBudget;
        return scores.Bins.Count == 0 ? [] : [.. BinaryMetrics.At(budget).Where(metric => metric.Name != CalibrationError.Metric.Name).Select(metric => Of(metric, scores, budget))];
    }

    private static ScoreBin Expected(int bin, long count) => new(bin, count * ScoreBins.Value(bin), count * (1 - ScoreBins.Value(bin)));

    private static LiveMetric Of(BinaryMetric metric, BinnedScores scores, double budget)
    {
        var value = scores.Middle(metric);
        var influence = BinnedFigure.All.TryGetValue(metric.Name, out var figure) ? figure.Influence(scores, budget) : LossInfluence.Of(metric, scores, value);
        var error = influence.OfDrawn(scores);
        var most = metric.Better == Domain.Metrics.Better.Higher ? 1 : double.PositiveInfinity;
        return new LiveMetric(
            metric.Name, value, (long)Math.Round(scores.Positives + scores.Negatives), error,
            Lower: Math.Max(0, value - (Normal95 * (error ?? 0))), Upper: Math.Min(most, value + (Normal95 * (error ?? 0))), IsEstimated: true);
    }
}

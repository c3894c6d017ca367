using System.Globalization;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Bins;

namespace MlFunctions.Domain.Models;

/// <summary>A binary model's answers.</summary>
/// <param name="positive">n truths.</param>
/// <param name="probabilities">n answers.</param>
/// <param name="threshold">From which probability on the model decides positive.</param>
/// <param name="negativeWeight">What each negative row counts: more than 1 where the rows over-represent the positives.</param>
public sealed class BinaryAnswers(IReadOnlyList<bool> positive, IReadOnlyList<double> probabilities, double threshold, double negativeWeight) : ValidationAnswers
{
    private const int FewestOfAClass = 10;

    public override int Count => positive.Count;

    public override string Header => "actual,probability,decision,weight";

    public override SampledMetrics Judge(IReadOnlyList<Metric> metrics, IReadOnlyList<int> rows, Blocks blocks)
    {
        BinaryMetric[] binary = [.. metrics.Cast<BinaryMetric>()];
        var sorted = Sorted(rows);
        return draws =>
        {
            double[] weights = [.. rows.Select(row => draws[blocks.Of[row]] * Weight(row))];
            return [.. binary.Select(metric => metric.Of(sorted, weights))];
        };
    }

    public override bool IsEnough(IReadOnlyList<int> rows)
    {
        var positives = rows.Count(row => positive[row]);
        return rows.Count >= Slices.FewestRows && Math.Min(positives, rows.Count - positives) >= FewestOfAClass;
    }

    public override string Line(int row) =>
        string.Create(CultureInfo.InvariantCulture, $"{(positive[row] ? 1 : 0)},{probabilities[row]},{(probabilities[row] >= threshold ? 1 : 0)},{Weight(row)}");

    /// <summary>What was promised and what happened, in bins of equal weight.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability()
    {
        int[] all = [.. Enumerable.Range(0, Count)];
        return CalibrationError.BinsOf(Sorted(all), [.. all.Select(Weight)]);
    }

    public override AnswersReference Reference()
    {
        BinaryMetric[] losses = [BrierScore.Metric, LogLoss.Metric];
        var reference = new AnswersReference { Count = Count, NegativeWeight = negativeWeight };
        for (var row = 0; row < Count; row++)
        {
            (positive[row] ? reference.Positives : reference.Negatives).Add(ScoreBins.Of(probabilities[row]));
            foreach (var loss in losses)
                reference.Term(loss.Name + (positive[row] ? "+" : "-")).Add(loss.Of(ScoredRows.Sort([probabilities[row]], [positive[row]]), []));
        }

        return reference;
    }

    private double Weight(int row) => positive[row] ? 1 : negativeWeight;

    private ScoredRows Sorted(IReadOnlyList<int> rows) => ScoredRows.Sort([.. rows.Select(row => probabilities[row])], [.. rows.Select(row => positive[row])]);
}

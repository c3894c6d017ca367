using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Binned;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Domain.Monitoring.Live;

/// <summary>The weighted mean of a loss over both classes: exact.</summary>
internal static class LossLive
{
    private static readonly Moments Nothing = new();

    public static LiveMetric Of(ProbabilityLoss loss, Aggregate sums, BinnedScores scores)
    {
        var (positives, negatives) = (sums.Terms.GetValueOrDefault(loss.TermOf(true), Nothing), sums.Terms.GetValueOrDefault(loss.TermOf(false), Nothing));
        var (count, other) = (Math.Max(0, positives.Count), Math.Max(0, negatives.Count));
        if (count + other == 0)
            return new LiveMetric(loss.Metric.Name, null, 0);
        var weight = count + (scores.NegativeWeight * other);
        var value = ((count == 0 ? 0 : positives.Sum.Value) + (other == 0 ? 0 : scores.NegativeWeight * negatives.Sum.Value)) / weight;
        var (ofPositives, ofNegatives) = (Spread(positives, value, scores), Spread(negatives, value, scores));
        var error = Math.Sqrt(ofPositives.Second + (Math.Pow(scores.NegativeWeight, 2) * ofNegatives.Second)) / weight;
        var third = (ofPositives.Third + (Math.Pow(scores.NegativeWeight, 3) * ofNegatives.Third)) / Math.Pow(weight, 3);
        return new LiveMetric(
            loss.Metric.Name, value, count + other, count + other > 1 ? error : null, error > 0 ? Json.Finite(third / Math.Pow(error, 3) * Math.Sqrt(count + other)) ?? 0 : 0);
    }

    /// <summary>The sums of squares and cubes round the metric; round the class's own mean where the weight follows from how many there are.</summary>
    private static (double Second, double Third) Spread(Moments terms, double value, BinnedScores scores)
    {
        if (terms.Count <= 0)
            return (0, 0);
        var centre = scores.HasDeclaredPrevalence ? terms.Mean() : value;
        var (n, sum, squares) = (terms.Count, terms.Sum.Value, terms.Squares.Value);
        return (
            Math.Max(0, squares - (2 * centre * sum) + (n * centre * centre)),
            terms.Cubes.Value - (3 * centre * squares) + (3 * centre * centre * sum) - (n * centre * centre * centre));
    }
}

namespace MlFunctions.Domain.Metrics.Binary;

/// <summary>The mean squared difference of probability and outcome.</summary>
/// <remarks>Brier, Verification of Forecasts Expressed in Terms of Probability, Monthly Weather Review 78 (1950), for two classes, halved.</remarks>
public static class BrierScore
{
    public static BinaryMetric Metric { get; } = new(
        "brier", "Brier score: mean squared difference of probability and outcome.", Better.Lower, 0, Of)
    { Decides = true };

    /// <summary>From 0 to 1; NaN where no row has weight.</summary>
    /// <param name="rows">n rows, sorted by their probabilities.</param>
    /// <param name="weights">n weights in the rows' own order; empty: each row weighs 1.</param>
    public static double Of(ScoredRows rows, ReadOnlySpan<double> weights)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var group in rows.Weigh(weights))
        {
            var (probability, rest) = (group.Score, 1 - group.Score);
            sum += (group.Positives * rest * rest) + (group.Negatives * probability * probability);
            weight += group.Weight;
        }

        return sum / weight;
    }
}

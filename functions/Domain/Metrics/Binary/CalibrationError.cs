namespace MlFunctions.Domain.Metrics.Binary;

/// <summary>Expected calibration error: the mean |share of positives − mean probability| over bins of equal mass.</summary>
/// <remarks>
/// Naeini, Cooper and Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning, AAAI 2015; bins of equal mass:
/// Nguyen and O'Connor, EMNLP 2015. Where positives are rare, bins of equal width would leave all but the first nearly empty.
/// </remarks>
public static class CalibrationError
{
    public const int Bins = 10;

    public static BinaryMetric Metric { get; } = new(
        "calibrationError", $"Expected calibration error over {Bins} bins of equal mass.", Better.Lower, 0, Of);

    /// <summary>From 0 to 1; NaN where no row has weight.</summary>
    /// <param name="rows">n rows, sorted by their probabilities; rows of one probability stay in one bin, that of their middle.</param>
    /// <param name="weights">n weights in the rows' own order; empty: each row weighs 1.</param>
    public static double Of(ScoredRows rows, ReadOnlySpan<double> weights)
    {
        var groups = rows.Weigh(weights);
        var total = groups.Sum(group => group.Weight);
        var surplus = new double[Bins];
        var above = 0.0;
        foreach (var group in groups)
        {
            var middle = (above + (group.Weight / 2)) / total;
            surplus[Math.Clamp((int)(middle * Bins), 0, Bins - 1)] += group.Positives - (group.Weight * group.Score);
            above += group.Weight;
        }

        return surplus.Sum(Math.Abs) / total;
    }
}

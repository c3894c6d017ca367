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
        var bins = BinsOf(rows, weights);
        return bins.Count == 0 ? double.NaN : bins.Sum(bin => bin.Weight * Math.Abs(bin.Observed - bin.Probability));
    }

    /// <summary>The bins, from the highest probability down; none where no row has weight.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<ReliabilityBin> BinsOf(ScoredRows rows, ReadOnlySpan<double> weights)
    {
        var groups = rows.Weigh(weights);
        var total = groups.Sum(group => group.Weight);
        var bins = new (double Weight, double Promised, double Positives)[Bins];
        var above = 0.0;
        foreach (var group in groups)
        {
            ref var bin = ref bins[Math.Clamp((int)((above + (group.Weight / 2)) / total * Bins), 0, Bins - 1)];
            bin = (bin.Weight + group.Weight, bin.Promised + (group.Weight * group.Score), bin.Positives + group.Positives);
            above += group.Weight;
        }

        return [.. bins.Where(bin => bin.Weight > 0).Select(bin => new ReliabilityBin(bin.Weight / total, bin.Promised / bin.Weight, bin.Positives / bin.Weight))];
    }
}

namespace MlFunctions.Domain.Metrics.Binary;

/// <summary>Σ (Rₖ − Rₖ₋₁) Pₖ over the different scores from the highest down, R recall and P precision of the rows at or above the score.</summary>
/// <remarks>
/// The area under the precision-recall curve in steps, without interpolation, which would be too kind (Davis and Goadrich, ICML 2006); as
/// scikit-learn defines it. A useless score has the prevalence: say the prevalence with the figure.
/// </remarks>
public static class AveragePrecision
{
    public static BinaryMetric Metric { get; } = new(
        "averagePrecision", "Average precision: precision, averaged over recall.", Better.Higher, 1, Of)
    { Decides = true };

    /// <summary>From 0 to 1; NaN where no positive row has weight.</summary>
    /// <param name="rows">n rows, sorted.</param>
    /// <param name="weights">n weights in the rows' own order; empty: each row weighs 1.</param>
    public static double Of(ScoredRows rows, ReadOnlySpan<double> weights)
    {
        var (positives, all, sum) = (0.0, 0.0, 0.0);
        foreach (var group in rows.Weigh(weights))
        {
            positives += group.Positives;
            all += group.Weight;
            if (group.Positives > 0)
                sum += group.Positives * (positives / all);
        }

        return sum / positives;
    }
}

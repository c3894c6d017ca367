using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Learning.Ranges;

/// <summary>
/// From learned quantiles to a range that holds four of five new rows: each end is moved by what the rows that were held out ask for, and never past
/// the median.
/// </summary>
/// <remarks>Romano, Patterson and Candès, Conformalized Quantile Regression, NeurIPS 2019, theorem 2: each end apart.</remarks>
/// <param name="Scale">Of the labels.</param>
/// <param name="Center">Of the scaled labels: quantiles are learned of (label − center) / spread.</param>
/// <param name="Spread">Of the scaled labels; 0 where all labels are equal.</param>
/// <param name="Lower">How far below P10 the range begins.</param>
/// <param name="Upper">How far above P90 it ends.</param>
public sealed record QuantileRange(LabelScale Scale, double Center, double Spread, double Lower = 0, double Upper = 0)
{
    // Of a normal distribution, in standard deviations.
    private const double InterquartileRange = 1.349;

    private const double OneEnd = 0.9;

    /// <summary>Without calibration yet: the scale by the labels' median and quartiles.</summary>
    /// <param name="scale">Of the labels.</param>
    /// <param name="labels">n ≥ 1 scaled labels.</param>
    public static QuantileRange For(LabelScale scale, IReadOnlyList<double> labels)
    {
        double[] sorted = [.. labels.Order()];
        var center = Quantile.OfSorted(sorted, 0.5);
        var spread = (Quantile.OfSorted(sorted, 0.75) - Quantile.OfSorted(sorted, 0.25)) / InterquartileRange;
        return new QuantileRange(scale, center, spread > 0 ? spread : Math.Sqrt(sorted.Average(label => Math.Pow(label - center, 2))));
    }

    /// <summary>What a network learns of a scaled label.</summary>
    public float Target(double scaled) => Spread > 0 ? (float)((scaled - Center) / Spread) : 0;

    /// <summary>Calibrated by rows that were held out of the models that predicted them.</summary>
    /// <param name="targets">n ≥ 1 targets.</param>
    /// <param name="quantiles">P10, P50 and P90 of each, row after row.</param>
    public QuantileRange Calibrated(IReadOnlyList<float> targets, IReadOnlyList<float> quantiles)
    {
        double[] below = [.. targets.Select((target, row) => (double)quantiles[3 * row] - target).Order()];
        double[] above = [.. targets.Select((target, row) => (double)target - quantiles[(3 * row) + 2]).Order()];
        return this with { Lower = ConformalQuantile.Upper(below, OneEnd), Upper = ConformalQuantile.Upper(above, OneEnd) };
    }

    /// <summary>The range of a row.</summary>
    /// <param name="quantiles">P10 ≤ P50 ≤ P90 of its target.</param>
    public Estimate Range(ReadOnlySpan<float> quantiles)
    {
        double middle = quantiles[1];
        return new Estimate(
            Label(middle), Label(Math.Min(middle, quantiles[0] - Lower)), Label(Math.Max(middle, quantiles[2] + Upper)));
    }

    private double Label(double target) => Scale.Invert(Center + (Spread * target));
}

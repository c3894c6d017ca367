using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Learning.Ranges;

/// <summary>
/// From a location and an expected error to a range that holds four of five new rows: location + q × spread, where q are conformal quantiles of the
/// normalised residuals of rows that were held out. Since the quantiles are in order and the spread is positive, P10 ≤ median ≤ P90.
/// </summary>
/// <remarks>Lei et al., Distribution-Free Predictive Inference for Regression, JASA 113 (2018), section 5.2 (locally weighted conformal inference).</remarks>
/// <param name="Scale">Of location and spread.</param>
/// <param name="Adaptivity">0: one width for all rows; 1: widths follow the expected errors; between: their power.</param>
/// <param name="SmallestError">The least expected error that is believed, &gt; 0.</param>
/// <param name="Lower">The quantile of the normalised residuals at 0.1.</param>
/// <param name="Median">At 0.5.</param>
/// <param name="Upper">At 0.9.</param>
public sealed record RangeCalibration(LabelScale Scale, double Adaptivity, double SmallestError, double Lower, double Median, double Upper)
{
    private const double SmallestShareOfMeanError = 0.25;

    /// <summary>From rows that were held out of the models that predicted them.</summary>
    /// <param name="scale">Of residuals and errors.</param>
    /// <param name="adaptivity">0 to 1.</param>
    /// <param name="residuals">n ≥ 1 differences, label minus predicted location.</param>
    /// <param name="errors">n predicted absolute residuals.</param>
    public static RangeCalibration Of(
        LabelScale scale, double adaptivity, IReadOnlyList<double> residuals, IReadOnlyList<double> errors)
    {
        var smallest = Math.Max(double.Epsilon, SmallestShareOfMeanError * residuals.Average(Math.Abs));
        var scores = residuals.Select((residual, row) => residual / Math.Pow(Math.Max(errors[row], smallest), adaptivity)).Order().ToArray();
        return new RangeCalibration(
            scale, adaptivity, smallest, ConformalQuantile.Lower(scores, 0.1), Quantile.OfSorted(scores, 0.5), ConformalQuantile.Upper(scores, 0.9));
    }

    /// <summary>The range at a predicted location with a predicted absolute error.</summary>
    public Estimate Range(double location, double error)
    {
        var spread = Math.Pow(Math.Max(error, SmallestError), Adaptivity);
        return new Estimate(
            Scale.Invert(location + (Median * spread)), Scale.Invert(location + (Lower * spread)), Scale.Invert(location + (Upper * spread)));
    }
}

namespace MlFunctions.Domain.Metrics.Regression;

/// <summary>The mean of P90 − P10: of two ranges that cover equally, the narrower is worth more.</summary>
/// <remarks>Gneiting and Raftery, Strictly Proper Scoring Rules, JASA 102 (2007), section 6: sharpness, subject to calibration.</remarks>
public static class RangeWidth
{
    public static RegressionMetric Metric { get; } = new(
        "rangeWidth", "Mean width of P10 to P90.", "label", Better.Lower, 0,
        (_, estimate) => estimate.P90 - estimate.P10, mean => mean);
}

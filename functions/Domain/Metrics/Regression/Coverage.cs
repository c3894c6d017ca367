namespace MlFunctions.Domain.Metrics.Regression;

/// <summary>The share of rows whose actual lies in P10…P90, both ends included: 0.8 is what the range promises.</summary>
public static class Coverage
{
    /// <summary>The share of rows that P10…P90 promises to hold.</summary>
    public const double Nominal = 0.8;

    public static RegressionMetric Metric { get; } = new(
        "coverage", "Share of actual values within P10 to P90.", "share", Better.Nearer, Nominal,
        (actual, estimate) => actual >= estimate.P10 && actual <= estimate.P90 ? 1 : 0, mean => mean);
}

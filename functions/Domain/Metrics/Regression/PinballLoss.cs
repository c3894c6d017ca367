namespace MlFunctions.Domain.Metrics.Regression;

/// <summary>The loss that a quantile minimises.</summary>
/// <remarks>Koenker and Bassett, Regression Quantiles, Econometrica 46 (1978), equation 3.1: ρ(e) = max(τe, (τ − 1)e), e = actual − quantile.</remarks>
public static class PinballLoss
{
    public static RegressionMetric P10 { get; } = new(
        "pinballP10", "Mean pinball loss of the lower end of the range, at 0.1.", "label", Better.Lower, 0,
        (actual, estimate) => Of(actual, estimate.P10, 0.1), mean => mean)
    { Decides = true };

    public static RegressionMetric P90 { get; } = new(
        "pinballP90", "Mean pinball loss of the upper end of the range, at 0.9.", "label", Better.Lower, 0,
        (actual, estimate) => Of(actual, estimate.P90, 0.9), mean => mean)
    { Decides = true };

    /// <summary>The loss of answering <paramref name="quantile"/> for the quantile at <paramref name="level"/>, in the label's unit, ≥ 0.</summary>
    public static double Of(double actual, double quantile, double level)
    {
        var error = actual - quantile;
        return Math.Max(level * error, (level - 1) * error);
    }
}

namespace MlFunctions.Domain.Metrics.Regression;

/// <summary>Bias = mean (value − actual): positive when the model answers too much. A median of a right-skewed label is below its mean.</summary>
public static class Bias
{
    public static RegressionMetric Metric { get; } = new(
        "bias", "Mean of prediction minus actual.", "label", Better.Nearer, 0,
        (actual, estimate) => estimate.Value - actual, mean => mean);
}

namespace MlFunctions.Domain.Metrics.Regression;

/// <summary>RMSE = √ mean (actual − value)²: large errors count for more.</summary>
public static class RootMeanSquaredError
{
    public static RegressionMetric Metric { get; } = new(
        "rmse", "Root mean squared error of the point prediction.", "label", Better.Lower, 0,
        (actual, estimate) => (actual - estimate.Value) * (actual - estimate.Value), Math.Sqrt)
    { Decides = true };
}

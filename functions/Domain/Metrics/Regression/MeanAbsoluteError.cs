namespace MlFunctions.Domain.Metrics.Regression;

/// <summary>MAE = mean |actual − value|: the error that the median minimises.</summary>
public static class MeanAbsoluteError
{
    public static RegressionMetric Metric { get; } = new(
        "mae", "Mean absolute error of the point prediction.", "label", Better.Lower, 0,
        (actual, estimate) => Math.Abs(actual - estimate.Value), mean => mean)
    { Decides = true };
}

namespace MlFunctions.Domain.Metrics.Regression;

/// <summary>Every metric of a regression task: the evaluation, the page and the shared checks walk this list.</summary>
public static class RegressionMetrics
{
    public static IReadOnlyList<RegressionMetric> All { get; } =
    [
        MeanAbsoluteError.Metric,
        RootMeanSquaredError.Metric,
        Bias.Metric,
        PinballLoss.P10,
        PinballLoss.P90,
        Coverage.Metric,
        RangeWidth.Metric,
    ];
}

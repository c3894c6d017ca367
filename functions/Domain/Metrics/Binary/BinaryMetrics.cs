namespace MlFunctions.Domain.Metrics.Binary;

/// <summary>Every metric of a binary task: the evaluation, the page and the shared checks walk this list.</summary>
public static class BinaryMetrics
{
    /// <summary>The share of rows that is looked at where a task states no budget.</summary>
    public const double UsualBudget = 0.01;

    public static IReadOnlyList<BinaryMetric> All { get; } = At(UsualBudget);

    /// <summary>The same, those at an alert budget for a task's own.</summary>
    public static IReadOnlyList<BinaryMetric> At(double budget) =>
    [
        AveragePrecision.Metric,
        RocAuc.Metric,
        BrierScore.Metric,
        LogLoss.Metric,
        CalibrationError.Metric,
        AlertBudget.RecallAt(budget),
        AlertBudget.PrecisionAt(budget),
    ];
}

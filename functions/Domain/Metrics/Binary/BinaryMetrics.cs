namespace MlFunctions.Domain.Metrics;

/// <summary>Every metric of a binary task: the evaluation, the page and the shared checks walk this list.</summary>
public static class BinaryMetrics
{
    public static IReadOnlyList<Metric> All { get; } = [];
}

namespace MlFunctions.Domain.Metrics.Binary;

/// <summary>A binary metric that is the mean of a loss of each row, and therefore exact in a span. The classes are summed apart, so that either can be weighted afterwards.</summary>
/// <param name="Metric">Of which it is the term.</param>
public sealed record ProbabilityLoss(BinaryMetric Metric)
{
    /// <summary>Every such metric.</summary>
    public static IReadOnlyList<ProbabilityLoss> All { get; } = [new(BrierScore.Metric), new(LogLoss.Metric)];

    /// <summary>The name of a class's terms.</summary>
    public string TermOf(bool positive) => Metric.Name + (positive ? "+" : "-");

    /// <summary>The loss of one row: the metric of that row alone.</summary>
    public double Of(double probability, bool positive) => Metric.Of(ScoredRows.Sort([probability], [positive]), []);
}

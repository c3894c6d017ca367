namespace MlFunctions.Domain.Metrics;

/// <summary>What a good value of a metric is.</summary>
public enum Better
{
    Lower,
    Higher,

    /// <summary>The nearer to the ideal value, the better.</summary>
    Nearer,
}

namespace MlFunctions.Domain.Metrics;

/// <summary>A metric with its 95 % interval.</summary>
public sealed record MetricEstimate(string Name, double Value, double Lower, double Upper);

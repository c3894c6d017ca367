namespace MlFunctions.Domain.Monitoring.Live;

/// <summary>A figure of a span of time.</summary>
/// <param name="Name">The metric's.</param>
/// <param name="Value">Null where the span has nothing to say of it.</param>
/// <param name="Count">Out of how many predictions, requests or outcomes it is.</param>
/// <param name="StandardError">Of sampling; null where it is not known.</param>
/// <param name="Skewness">Of the single terms; 0 where it is not known.</param>
/// <param name="Lower">The least that it can be, given the width of the bins it is read from; null where it is exact. Of an estimated one, the lower end of its 95 % interval.</param>
/// <param name="Upper">The most that it can be, or the upper end.</param>
/// <param name="IsEstimated">Whether it is expected rather than observed: what the metric would be if the model's own uncertainty is right.</param>
public sealed record LiveMetric(
    string Name, double? Value, long Count, double? StandardError = null, double Skewness = 0, double? Lower = null, double? Upper = null, bool IsEstimated = false);

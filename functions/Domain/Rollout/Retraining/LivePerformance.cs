using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Rollout.Retraining;

/// <summary>The deciding metric of the model in production on outcomes that have matured, beside its value on the validation rows.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Better">Which way is better.</param>
/// <param name="Value">On the outcomes; where it is read from bins, the best that it can be.</param>
/// <param name="StandardError">Of sampling.</param>
/// <param name="Skewness">Of a single outcome's term; 0 where it is not known.</param>
/// <param name="Count">Outcomes.</param>
/// <param name="Validated">On the validation rows.</param>
/// <param name="ValidatedError">The standard error of that.</param>
/// <param name="From">The first prediction's time.</param>
/// <param name="To">Before which the last one was.</param>
public sealed record LivePerformance(
    string Metric, Better Better, double Value, double StandardError, double Skewness, long Count, double Validated, double ValidatedError, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Half the width of a 95 % interval in standard errors.</summary>
    private const double HalfWidth = 1.959964;

    /// <summary>By which share of the validated value it is worse; negative where it is better.</summary>
    public double Loss => Side * (Value - Validated) / Math.Abs(Validated);

    private double Side => Better == Better.Higher ? -1 : 1;

    /// <summary>Null where there is nothing to compare: no figure, no known error, or a validated value of zero, of which nothing is a share.</summary>
    public static LivePerformance? Of(Metric metric, LiveMetric live, MetricEstimate? validated, DateTimeOffset from, DateTimeOffset to)
    {
        if (metric.Better == Better.Nearer || live is not { Value: { } value, StandardError: { } error, IsEstimated: false } || validated is null || validated.Value == 0)
            return null;
        var best = (metric.Better == Better.Higher ? live.Upper : live.Lower) ?? value;
        return new(metric.Name, metric.Better, best, error, live.Skewness, live.Count, validated.Value, (validated.Upper - validated.Lower) / (2 * HalfWidth), from, to);
    }

    /// <summary>The share by which it is surely worse: the lower confidence bound of <see cref="Loss"/>.</summary>
    /// <param name="alpha">With which a loss of just that share would look as large.</param>
    /// <remarks>A ratio's error by the delta method; only the live part of it is skewed.</remarks>
    public double SurelyWorseBy(double alpha)
    {
        var (live, validated) = (StandardError / Math.Abs(Validated), (1 + Loss) * ValidatedError / Math.Abs(Validated));
        var error = Math.Sqrt((live * live) + (validated * validated));
        return error > 0 ? StudentisedMean.LowerBound(Loss, error, Side * Skewness * Math.Pow(live / error, 3), Count, alpha) : Loss;
    }
}

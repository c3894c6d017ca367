using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Domain.Monitoring.Live;

/// <summary>The metrics of a regression's outcomes: all of them means.</summary>
internal static class RegressionLive
{
    public static IEnumerable<LiveMetric> Of(Aggregate sums) => RegressionMetrics.All.Select(metric => MeanLive.Of(metric.Name, sums, metric.Finish));
}

using MlFunctions.Domain.Metrics.Ranking;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Domain.Monitoring.Live;

/// <summary>The metrics of a ranking's outcomes: means over the requests with a relevant product, and over all requests the share in which any product was wanted.</summary>
internal static class RankingLive
{
    public static IEnumerable<LiveMetric> Of(Aggregate sums) =>
        RankingMetrics.All.Select(metric => metric.Name).Append(OutcomeFold.ClickThrough).Select(name => MeanLive.Of(name, sums, mean => mean));
}

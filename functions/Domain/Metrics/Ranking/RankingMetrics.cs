namespace MlFunctions.Domain.Metrics.Ranking;

/// <summary>Every metric of a ranking task: the evaluation, the page and the shared checks walk this list.</summary>
public static class RankingMetrics
{
    public static IReadOnlyList<RankingMetric> All { get; } = [NormalisedGain.At10, NormalisedGain.At3, NormalisedGain.At1, ReciprocalRank.Metric];
}

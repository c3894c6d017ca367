namespace MlFunctions.Domain.Metrics.Ranking;

/// <summary>A metric of a ranking task: the mean over the requests of a figure of each. A request that has none (no product is relevant) is skipped by all.</summary>
/// <param name="OfRequest">From the scores and grades of one request's products, in the same order, to its figure; null when it has none.</param>
public sealed record RankingMetric(string Name, string Description, Func<double[], double[], double?> OfRequest)
    : Metric(Name, Description, "share", Better.Higher, 1);

using MlFunctions.Domain.Metrics.Ranking;

namespace MlFunctions.Domain.Tests.Metrics;

public sealed class RankingMetricsTests
{
    public static TheoryData<string> Names => [.. RankingMetrics.All.Select(metric => metric.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_described_and_knowing_the_truth_is_ideal(string name)
    {
        var metric = Assert.Single(RankingMetrics.All, metric => metric.Name == name);
        Assert.EndsWith(".", metric.Description, StringComparison.Ordinal);
        Assert.Equal(metric.Ideal, metric.OfRequest([1, 4, 2], [1, 4, 2])!.Value, 12);
        Assert.True(metric.OfRequest([-1, -4, -2], [1, 4, 2]) < metric.Ideal);
    }
}

using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Support.Statistics;

namespace MlFunctions.Domain.Tests.Rollout.Gates;

public sealed class ShadowGateTests
{
    private static readonly ShadowEvidence Good = new(2, 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 5000, 3, 0.05, 0.01, 2, new("mae", 0.1, -0.1, 0.3));

    [Fact]
    public void Good_evidence_passes_and_little_is_waited_for()
    {
        Assert.True(Judge(Good).Passed);
        Assert.True(Judge(null) is { Passed: false, Waiting: true });
        Assert.True(Judge(Good with { Rows = 900 }) is { Passed: false, Waiting: true, Statistic: 903, Bound: 1000 });
    }

    [Fact]
    public void Each_broken_bound_is_named()
    {
        Assert.Contains("failed 40 times", Closed(Good with { Failures = 40 }), StringComparison.Ordinal);
        Assert.Contains("60% of its answers", Closed(Good with { Disagreement = 0.6 }), StringComparison.Ordinal);
        Assert.Contains("p99 was 51 ms", Closed(Good with { P99Milliseconds = 51 }), StringComparison.Ordinal);
        Assert.Contains("surely 1.2", Closed(Good with { Difference = new("mae", 1.5, 1.2, 1.8) }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_fails_as_often_as_the_budget_allows_is_stopped_in_at_most_2_5_percent()
    {
        const int Simulations = 500;
        var random = new Random(1);

        var stopped = Enumerable.Range(0, Simulations).Count(_ => Enumerable.Range(0, 5000).Count(_ => random.NextDouble() < 0.001) is var failures && !Judge(Good with { Rows = 5000 - failures, Failures = failures }).Passed);

        Assert.InRange(stopped, 0, StatedRate.MaxCount(0.025, Simulations));
    }

    private static GateVerdict Judge(ShadowEvidence? shadow) => ShadowGate.Judge(shadow, TestTasks.Delivery, loss: 10);

    private static string Closed(ShadowEvidence shadow)
    {
        var gate = Judge(shadow);
        Assert.True(gate is { Passed: false, Waiting: false });
        return gate.Detail;
    }
}

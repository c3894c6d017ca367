using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Support.Gates;
using MlFunctions.Support.Statistics;

namespace MlFunctions.Domain.Tests.Rollout.Gates;

[Trait("Category", "Slow")]
public sealed class SlicesGateTests
{
    private const int Columns = 3;

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void A_model_that_is_worse_by_the_margin_on_every_part_is_blocked_in_at_most_5_percent(int blocks)
    {
        const int Simulations = 500;
        const int Parts = 20;
        var random = new Random(1);
        SliceLoss[] Drawn() => [.. Enumerable.Range(0, Parts).Select(part => new SliceLoss("c", $"{part}", 100, blocks, JudgedModels.Loss(random, 0.1, 0.3, blocks)))];

        var blocked = Enumerable.Range(0, Simulations).Count(_ => !SlicesGate.Judge(JudgedModels.Compared(new("mae", 0, 0, 0), blocks, Drawn()), margin: 0.1).Passed);

        Assert.InRange(blocked, (int)(0.02 * Simulations), StatedRate.MaxCount(0.05, Simulations));
    }

    /// <summary>
    /// A true rate of 5 % has more than 11 of 100 blocked in 1 of 100 simulations; one of 20 % would be found in 99 of 100. <c>gates</c> of the benchmarks runs a thousand.
    /// </summary>
    [Fact]
    public void An_equal_model_is_blocked_in_at_most_5_percent_of_real_rows_even_without_a_margin()
    {
        const int Simulations = 100;

        var blocked = Enumerable.Range(1, Simulations).AsParallel().Count(seed => !SlicesGate.Judge(JudgedModels.Regression(seed, 1, blocks: 300, Columns, resamples: 100), margin: 0).Passed);

        Assert.InRange(blocked, 0, StatedRate.MaxCount(0.05, Simulations));
    }

    [Fact]
    public void A_part_that_is_surely_worse_is_named()
    {
        var gate = SlicesGate.Judge(JudgedModels.Regression(seed: 1, times: 1, blocks: 400, Columns, worse: 1.5), margin: 0.1);

        Assert.False(gate.Passed);
        Assert.Contains("c0 = 0 (", gate.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("c1 =", gate.Detail, StringComparison.Ordinal);
        Assert.True(gate.Statistic > gate.Bound);
    }

    [Fact]
    public void A_part_that_is_worse_within_its_margin_does_not_block() =>
        Assert.True(SlicesGate.Judge(JudgedModels.Regression(seed: 1, times: 1, blocks: 400, Columns, worse: 1.08), margin: 0.1).Passed);
}

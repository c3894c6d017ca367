using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Tasks;
using MlFunctions.Support.Statistics;

namespace MlFunctions.Domain.Tests.Rollout.Gates;

public sealed class LatencyTests
{
    private static readonly PromotionPolicy Policy = new(MaxP99Milliseconds: 50, LoadFactor: 2);

    [Fact]
    public void The_interval_of_a_percentile_misses_it_as_rarely_as_it_states()
    {
        const int Simulations = 1000;
        var truth = -Math.Log(0.01);

        var missed = Enumerable.Range(1, Simulations).Select(seed => Latency.Of(Exponential(seed, 2000))).Count(latency => truth < latency.Lower || truth > latency.Upper);

        Assert.InRange(missed, Simulations / 100, StatedRate.MaxCount(0.05, Simulations));
    }

    [Fact]
    public void Too_few_calls_have_no_upper_end()
    {
        Assert.Null(Latency.Of(Exponential(1, 300)).Upper);
        Assert.NotNull(Latency.Of(Exponential(1, 400)).Upper);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void Calls_wait_as_queueing_theory_says(double busy)
    {
        // M/M/1 with a mean work of 1 ms: the mean time from arrival to answer is 1 / (1 − ρ) ms.
        var times = OpenLoop.Times(Exponential(1, 400_000), busy * 1000, new Random(2));

        Assert.InRange(times.Average() * (1 - busy), 0.95, 1.05);
    }

    [Theory]
    [InlineData(40, 45, 30, true)]
    [InlineData(48, 51, 30, false)]
    [InlineData(40, 45, 19, false)]
    [InlineData(3, 4, 1, true)]
    public void A_model_keeps_to_the_budget_and_to_a_multiple_of_production_unless_it_is_far_below(double lower, double upper, double liveUpper, bool passes) =>
        Assert.Equal(passes, LatencyGate.Judge(new(new(2000, lower, lower, upper), new(2000, liveUpper, liveUpper, liveUpper), 0, 0, 100), Policy).Passed);

    [Theory]
    [InlineData(60, 1, true)]
    [InlineData(90, 50, true)]
    [InlineData(101, 50, false)]
    [InlineData(65, 1, false)]
    public void Memory_may_be_a_multiple_of_productions_or_below_a_floor(int candidate, int live, bool passes) =>
        Assert.Equal(passes, MemoryGate.Judge(new(new(1, 1, 1, 1), new(1, 1, 1, 1), (long)candidate << 20, (long)live << 20, 1), Policy).Passed);

    private static double[] Exponential(int seed, int calls)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, calls).Select(_ => -Math.Log(1 - random.NextDouble()))];
    }
}

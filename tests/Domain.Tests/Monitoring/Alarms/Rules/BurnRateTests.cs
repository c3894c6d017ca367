using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Domain.Tests.Monitoring.Alarms.Rules;

public sealed class BurnRateTests
{
    private const double Budget = 0.001;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void One_failure_of_six_calls_is_nothing_though_it_burns_a_hundredfold() =>
        Assert.NotEqual(Verdict.Worse, BurnRate.Evaluate(Now, BurnRate.Fast, _ => new Calls(6, 1), Budget, 0.05).Verdict);

    [Theory]
    [InlineData(100, 100, Verdict.Worse)]
    [InlineData(100, 0, Verdict.Better)]
    [InlineData(40, 10, Verdict.Between)]
    public void It_fires_while_both_windows_burn_and_clears_when_the_short_one_does_not(double inLong, double inShort, Verdict verdict)
    {
        var evaluation = BurnRate.Evaluate(Now, BurnRate.Fast, window => Burning(window, window == TimeSpan.FromHours(1) ? inLong : window == TimeSpan.FromMinutes(5) ? inShort : 0), Budget, 0.05);

        Assert.Equal(verdict, evaluation.Verdict);
    }

    [Fact]
    public void The_slow_burn_finds_what_the_fast_one_leaves()
    {
        Assert.Equal(Verdict.Better, BurnRate.Evaluate(Now, BurnRate.Fast, window => Burning(window, 2), Budget, 0.05).Verdict);
        Assert.Equal(Verdict.Worse, BurnRate.Evaluate(Now, BurnRate.Slow, window => Burning(window, 2), Budget, 0.05).Verdict);
        Assert.Equal(Verdict.Better, BurnRate.Evaluate(Now, BurnRate.Slow, window => Burning(window, 0.9), Budget, 0.05).Verdict);
    }

    [Fact]
    public void No_calls_spend_nothing() => Assert.Equal(Verdict.Better, BurnRate.Evaluate(Now, BurnRate.Fast, _ => default, Budget, 0.05).Verdict);

    // By hand: 720 hours in a month, 0.1 expected in each: 72 (1 − 0.1 / 9) e^−0.1 0.1⁸ / 8! = 1.6e−11.
    [Fact]
    public void The_detail_tells_calls_burn_and_chance() => Assert.Equal(
        "9 of 100 calls in 1 h spend the budget at 90 times its rate, 90 times in the last 5 min; it fires where both reach 14.4, and calls that spend just their budget would bring so many together 1.6E-11 times a month.",
        BurnRate.Evaluate(Now, BurnRate.Fast, _ => new Calls(100, 9), Budget, 0.05).Detail);

    [Fact]
    public void The_detail_counts_no_chance_of_what_is_usual() => Assert.Equal(
        "0 of 100 calls in 72 h spend the budget at 0 times its rate, 0 times in the last 6 h; it fires where both reach 1.",
        BurnRate.Evaluate(Now, BurnRate.Slow, _ => new Calls(100, 0), Budget, 0.05).Detail);

    [Fact]
    public void The_callers_own_faults_do_not_count_and_slow_answers_are_those_over_the_limit()
    {
        var aggregate = new Aggregate { Predictions = 90 };
        aggregate.Failures.Add(400, 50);
        aggregate.Failures.Add(503, 7);
        aggregate.Failures.Add(504, 3);
        foreach (var milliseconds in new double[] { 1, 20, 49, 52, 700 })
            aggregate.Latency.Add(LogBins.Of(milliseconds));

        Assert.Equal((new Calls(100, 10), new Calls(5, 2)), (Calls.Errors(aggregate), Calls.Slow(aggregate, 50)));
    }

    /// <summary>A stream that spends exactly its budget, for 100 months with one false alarm stated in each: as many on the slow burn, and none on the fast, which must burn far faster.</summary>
    [Fact]
    public void Spending_exactly_the_budget_fires_as_often_as_is_stated_or_less()
    {
        const int Months = 100, PerHour = 60_000, Stated = 1;
        var (random, slow, fast) = (new Random(8), new Alarm(TestTasks.Delivery.Name, "slow"), new Alarm(TestTasks.Delivery.Name, "fast"));
        var (sums, slowFirings, fastFirings) = (new long[(Months * 720) + 73], 0, 0);
        for (var hour = 0; hour < sums.Length - 1; hour++)
        {
            sums[hour + 1] = sums[hour] + Poisson.Sample(random, PerHour * Budget);
            if (hour < 72)
                continue;
            Apply(BurnRate.Slow, ref slow, ref slowFirings, hour + 1);
            Apply(BurnRate.Fast, ref fast, ref fastFirings, hour + 1);
        }

        Assert.InRange(slowFirings, 50, 120);
        Assert.Equal(0, fastFirings);

        void Apply(IReadOnlyList<BurnWindow> windows, ref Alarm alarm, ref int firings, int end)
        {
            var evaluation = BurnRate.Evaluate(Now.AddHours(end), windows, window => new(PerHour * Hours(window), sums[end] - sums[end - Hours(window)]), Budget, Stated);
            (alarm, var change) = alarm.Apply(evaluation, 1, 1, evaluation.To);
            firings += change is { To: AlarmState.Firing } ? 1 : 0;
        }

        static int Hours(TimeSpan window) => (int)Math.Ceiling(window.TotalHours);
    }

    private static Calls Burning(TimeSpan window, double burn) => new(1000 * (long)window.TotalMinutes, (long)(burn * window.TotalMinutes));
}

using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Monitoring.Alarms.Rules;

public sealed class NoDataRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly AlarmRule Outcomes = AlarmRules.Of(TestTasks.Delivery).Single(rule => rule.Kind == RuleKind.Outcomes);
    private static readonly NoDataRule Rule = new("outcomes", Outcomes.Significance);

    [Fact]
    public void Silence_counts_only_where_enough_was_expected()
    {
        Assert.Null(Rule.Evaluate(Start, Start.AddMinutes(1), 0, Rule.Enough - 0.1));
        Assert.Equal(Verdict.NoData, Rule.Evaluate(Start, Start.AddMinutes(1), 0, Rule.Enough + 0.1)!.Verdict);
        Assert.Equal(Verdict.Better, Rule.Evaluate(Start, Start.AddMinutes(1), 1, 0)!.Verdict);
        Assert.InRange(Rule.Enough, 13, 14);
    }

    [Fact]
    public void What_can_be_counted_on_is_the_least_of_former_days() => Assert.Equal((3.0, 0.0), (NoDataRule.Expected([7, 3, 12]), NoDataRule.Expected([])));

    [Fact]
    public void The_detail_tells_what_was_expected() => Assert.Equal(
        "0 outcomes came, where at least 20 were expected; that none comes is no chance from 13.7 expected on.", Rule.Evaluate(Start, Start.AddMinutes(1), 0, 20)!.Detail);

    /// <summary>A hundred months of minutes with just so many events as make silence count: 50 false alarms are stated, and 37 to 65 are in 95 % of such times.</summary>
    [Fact]
    public void Quiet_months_have_as_many_false_alarms_as_are_stated()
    {
        var (random, firings, silent, rule) = (new Random(12), 0, false, new NoDataRule("outcomes", (Outcomes with { FalseAlarmsPerMonth = 0.5 }).Significance));
        var none = Poisson.PMF(rule.Enough, 0);
        for (var minute = 0; minute < 100 * 43_200; minute++)
        {
            // Whether any of so many independent events comes, which is all that the verdict asks.
            var seen = random.NextDouble() >= none ? 1 : 0;
            if (seen > 0 && !silent)
                continue;
            var now = rule.Evaluate(Start, Start, seen, rule.Enough)!.Verdict == Verdict.NoData;
            firings += now && !silent ? 1 : 0;
            silent = now;
        }

        Assert.InRange(firings, 37, 65);
    }
}

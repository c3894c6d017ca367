using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Monitoring.Alarms.Rules;

public sealed class DriftRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly AlarmRule Drift = AlarmRules.Of(TestTasks.Delivery).Single(rule => rule.Kind == RuleKind.Drift);

    [Theory]
    [InlineData(0.3, 1e-9, Verdict.Worse)]
    [InlineData(0.3, 0.2, Verdict.Better)]
    [InlineData(0.07, 1e-9, Verdict.Between)]
    [InlineData(0.01, 1e-9, Verdict.Better)]
    public void An_effect_must_matter_and_be_no_chance(double effect, double pValue, Verdict verdict) =>
        Assert.Equal(verdict, Judge(new("items", effect, 0.1, pValue, "PSI 0.3"), new("store", 0.01, 0.1, 0.7, ""))!.Verdict);

    [Fact]
    public void The_detail_names_the_columns_worst_first() => Assert.Equal(
        "2 of 3 columns have changed by an effect that matters; store: PSI 0.9; items: PSI 0.3.",
        Judge(new("items", 0.3, 0.1, 1e-9, "PSI 0.3"), new("store", 0.9, 0.1, 1e-9, "PSI 0.9"), new("couriers", 0.3, 0.1, 0.9, "PSI 0.3"))!.Detail);

    [Fact]
    public void No_tests_say_nothing() => Assert.Null(Judge());

    [Fact]
    public void Drift_alone_wakes_nobody_and_with_lost_performance_it_is_as_severe()
    {
        var mae = AlarmRules.Of(TestTasks.Delivery).Single(rule => rule.Kind == RuleKind.Threshold);

        Assert.Equal((Severity.Sev4, Severity.Sev2), (DriftRule.SeverityOf(Drift, null), DriftRule.SeverityOf(Drift, mae)));
    }

    /// <summary>A thousand months of days with 30 columns that never change: 50 false alarms are stated, and 37 to 65 are in 95 % of such times.</summary>
    [Fact]
    public void Quiet_months_have_as_many_false_alarms_as_are_stated()
    {
        var (random, alarm, firings, rule) = (new Random(2), new Alarm(TestTasks.Delivery.Name, Drift.Name), 0, new DriftRule(Drift.Significance));
        for (var day = 0; day < 1000 * 30; day++)
        {
            var evaluation = rule.Evaluate(Start.AddDays(day), Start.AddDays(day + 1), [.. Enumerable.Range(0, 30).Select(_ => new Finding("x", 1, 0.1, random.NextDouble(), ""))], 1000)!;
            (alarm, var change) = alarm.Apply(evaluation, Drift.Needed, Drift.Of, evaluation.To);
            firings += change is { To: AlarmState.Firing } ? 1 : 0;
        }

        Assert.Equal(TimeSpan.FromDays(1), Drift.Every);
        Assert.InRange(firings, 37, 65);
    }

    private static AlarmEvaluation? Judge(params Finding[] findings) => new DriftRule(0.01).Evaluate(Start, Start.AddDays(1), findings, 500);
}

using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Monitoring.Alarms.Rules;

public sealed class AlarmRulesTests
{
    public static TheoryData<TaskKind> Kinds => [.. Enum.GetValues<TaskKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_alarm_of_a_task_has_a_name_of_its_own_and_a_rate_that_its_evaluations_keep(TaskKind kind)
    {
        var rules = AlarmRules.Of(Task(kind));

        Assert.Equal(rules.Count, rules.Select(rule => rule.Name).Distinct().Count());
        Assert.All(rules, rule =>
        {
            Assert.Equal(0.01, rule.FalseAlarmsPerMonth);
            Assert.InRange(rule.Significance, 1e-12, 0.25);
            Assert.InRange(rule.Needed, 1, rule.Of);
            Assert.True(rule.Every > TimeSpan.Zero);
            Assert.EndsWith(".", rule.Description, StringComparison.Ordinal);
            Assert.Equal(rule.Kind is RuleKind.Errors or RuleKind.Latency, rule.Windows.Count > 0);
            Assert.Equal(rule.Kind == RuleKind.Threshold, rule.Threshold is not null);
            Assert.Equal(rule.Kind == RuleKind.Shift, rule.Metric is not null);
        });
    }

    [Fact]
    public void A_regression_has_an_alarm_of_every_kind_and_failed_calls_are_the_worst()
    {
        var rules = AlarmRules.Of(Task(TaskKind.Regression));

        Assert.Equal(Enum.GetValues<RuleKind>(), rules.Select(rule => rule.Kind).Distinct().Order());
        Assert.Equal("errors", rules.Single(rule => rule.Severity == Severity.Sev1).Name);
    }

    [Fact]
    public void Labels_of_classes_that_come_at_different_times_have_no_shift_alarm() => Assert.DoesNotContain(AlarmRules.Of(Task(TaskKind.Binary)), rule => rule.Kind == RuleKind.Shift);

    [Fact]
    public void A_threshold_of_the_task_is_an_alarm_by_its_metric()
    {
        var threshold = new Threshold("coverage", 0.6, 0.7, ThresholdBasis.Absolute, 2, 4);

        var rule = Assert.Single(AlarmRules.Of(Task(TaskKind.Regression) with { Thresholds = [threshold] }), rule => rule.Kind == RuleKind.Threshold);

        Assert.Equal(("coverage", threshold, 2, 4, TimeSpan.FromMinutes(1)), (rule.Name, rule.Threshold, rule.Needed, rule.Of, rule.Every));
    }

    private static TaskDefinition Task(TaskKind kind) => new(TaskName.Parse("some-task"), "", kind, [], "y", TaskMetrics.Deciding(kind).First().Name)
    {
        Alarms = new AlarmPolicy(FalseAlarmsPerMonth: 0.01),
    };
}

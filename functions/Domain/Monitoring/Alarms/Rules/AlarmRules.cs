using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>Every alarm of a task: the timer, the page and the shared checks walk this list.</summary>
public static class AlarmRules
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Those of a task's definition, the most severe of a kind first.</summary>
    public static IReadOnlyList<AlarmRule> Of(TaskDefinition task) => [.. Performance(task), .. Shift(task), .. Calls(task), .. Inputs(task), .. Silence(task)];

    /// <summary>In the place of a rule that a task declares no longer, of which nothing but its name is left.</summary>
    public static AlarmRule Former(string name) => new(name, RuleKind.Contract, Severity.Sev4, Minute, 0, "The task declares this alarm no longer.");

    /// <summary>Windows of a second would be too small to be sure of anything that <see cref="Shift"/> has not found by then.</summary>
    private static IEnumerable<AlarmRule> Performance(TaskDefinition task) => task.Thresholds.Select(threshold =>
        new AlarmRule(threshold.Metric, RuleKind.Threshold, Severity.Sev2, AtLeastAMinute(task), task.Alarms.FalseAlarmsPerMonth, $"{threshold.Metric} is beyond its threshold.")
        {
            Needed = threshold.Needed,
            Of = threshold.Of,
            Threshold = threshold,
        });

    /// <summary>Of a binary task none: outcomes of one class come later than those of the other, so the mean of what is told changes with the traffic of weeks ago.</summary>
    private static IEnumerable<AlarmRule> Shift(TaskDefinition task)
    {
        if (task.Kind != TaskKind.Binary && TaskMetrics.Find(task.Kind, task.Metric) is { Better: not Better.Nearer } metric)
        {
            yield return new($"{metric.Name}-shift", RuleKind.Shift, Severity.Sev2, Span.Duration(task.Cadence), task.Alarms.FalseAlarmsPerMonth, $"{metric.Name} has shifted from what is usual at this hour.")
            {
                Metric = metric.Name,
            };
        }
    }

    private static IEnumerable<AlarmRule> Calls(TaskDefinition task)
    {
        var rate = task.Alarms.FalseAlarmsPerMonth;
        yield return new("errors", RuleKind.Errors, Severity.Sev1, Minute, rate, "Calls fail, and the error budget will be gone in days.") { Windows = BurnRate.Fast };
        yield return new("errors-slow-burn", RuleKind.Errors, Severity.Sev3, Minute, rate, "More calls fail than the error budget allows.") { Windows = BurnRate.Slow };
        yield return new("latency", RuleKind.Latency, Severity.Sev2, Minute, rate, "Answers are slow, and the latency budget will be gone in days.") { Windows = BurnRate.Fast };
        yield return new("latency-slow-burn", RuleKind.Latency, Severity.Sev3, Minute, rate, "More answers are slow than the latency budget allows.") { Windows = BurnRate.Slow };
    }

    private static IEnumerable<AlarmRule> Inputs(TaskDefinition task)
    {
        var (day, every) = (Span.Duration(Cadence.Day), Span.Duration(task.Cadence >= Cadence.Hour ? Cadence.Day : Cadence.Hour));
        // What is usual at noon is not at night: only whole days compare with training rows of whole days.
        yield return new("drift", RuleKind.Drift, Severity.Sev4, day, task.Alarms.FalseAlarmsPerMonth, "Columns or answers are not distributed as in training.");
        yield return new("contract", RuleKind.Contract, Severity.Sev3, every, task.Alarms.FalseAlarmsPerMonth, "Columns hold what they never held in training.") { Needed = 2, Of = 3 };
    }

    private static IEnumerable<AlarmRule> Silence(TaskDefinition task)
    {
        var every = AtLeastAMinute(task);
        yield return new("predictions", RuleKind.Predictions, Severity.Sev3, every, task.Alarms.FalseAlarmsPerMonth, "Nobody asks, at an hour at which somebody does.");
        yield return new("outcomes", RuleKind.Outcomes, Severity.Sev3, every, task.Alarms.FalseAlarmsPerMonth, "No outcomes come, so nobody knows how good the answers are.");
    }

    private static TimeSpan AtLeastAMinute(TaskDefinition task) => Span.Duration(task.Cadence) is var cadence && cadence > Minute ? cadence : Minute;
}

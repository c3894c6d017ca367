using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>The rule behind an alarm, and what it said.</summary>
/// <param name="Name">Of the alarm.</param>
/// <param name="Kind">How it is judged.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Metric">What is judged; null of rules about calls and columns.</param>
/// <param name="Unit">Of the metric.</param>
/// <param name="Validation">The metric on the validation rows of the model in production.</param>
/// <param name="Fire">Where it fires, in the metric's unit.</param>
/// <param name="Clear">Where it clears.</param>
/// <param name="MinLabels">With fewer outcomes it says nothing.</param>
/// <param name="Budget">Of a rule about calls: the share that may be bad.</param>
/// <param name="Windows">Of a rule about calls: how fast the budget may be spent, in which windows.</param>
/// <param name="Needed">So many of the last evaluations must be worse,</param>
/// <param name="Of">of so many.</param>
/// <param name="Significance">The probability with which one evaluation may be worse by chance.</param>
/// <param name="FalseAlarmsPerMonth">How often it goes off without a cause, at most.</param>
/// <param name="Evaluation">The figure, the statistic in words, and the verdict.</param>
public sealed record RuleFigures(
    string Name,
    RuleKind Kind,
    string Description,
    string? Metric,
    string? Unit,
    double? Validation,
    double? Fire,
    double? Clear,
    int? MinLabels,
    double? Budget,
    IReadOnlyList<BurnWindow>? Windows,
    int Needed,
    int Of,
    double Significance,
    double FalseAlarmsPerMonth,
    AlarmEvaluation Evaluation)
{
    /// <summary>Of a rule of a task.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="rule">Which.</param>
    /// <param name="evaluation">What it said.</param>
    /// <param name="validation">The metric of this name on the validation rows of the model in production.</param>
    public static RuleFigures Read(TaskDefinition task, AlarmRule rule, AlarmEvaluation evaluation, Func<string, double?> validation)
    {
        var metric = (rule.Threshold?.Metric ?? rule.Metric) is { } name ? task.AllMetrics().FirstOrDefault(one => one.Name == name) : null;
        var judged = metric is null ? null : validation(metric.Name);
        return new(
            rule.Name, rule.Kind, rule.Description, metric?.Name, metric?.Unit == "label" ? task.Label : metric?.Unit, judged, Line(rule.Threshold?.Fire), Line(rule.Threshold?.Clear), rule.Threshold?.MinLabels,
            rule.Kind switch { RuleKind.Errors => task.Alarms.ErrorBudget, RuleKind.Latency => task.Alarms.LatencyBudget, _ => null },
            rule.Windows.Count == 0 ? null : rule.Windows, rule.Needed, rule.Of, rule.Significance, rule.FalseAlarmsPerMonth, evaluation);

        double? Line(double? at) => rule.Threshold?.Basis == ThresholdBasis.Absolute ? at : at * judged;
    }
}

using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Monitoring.Alarms;

/// <summary>When alarms about a model say nothing: while calls fail, or nobody asks, neither inputs nor outcomes are what they usually are, and whoever is called has a larger thing to look at.</summary>
public static class Inhibition
{
    // Of calls failing, from which on the rest is no fair sample of them.
    private const double Outage = 0.5;

    /// <summary>Whether a rule is about the model, and not about the service around it.</summary>
    public static bool Concerns(AlarmRule rule) => rule.Kind is RuleKind.Threshold or RuleKind.Shift or RuleKind.Drift or RuleKind.Contract or RuleKind.Outcomes;

    /// <summary>The calls that tell whether calls fail now: an alarm about them holds on for as long as its windows remember.</summary>
    public static TimeSpan Present => BurnRate.Fast[0].Short;

    /// <summary>Why no alarm about the model is raised now, in a sentence; null when nothing speaks against it.</summary>
    /// <param name="alarms">Of the task, those about the service judged already.</param>
    /// <param name="calls">Failed ones among all of the last <see cref="Present"/>; asked for while such an alarm holds.</param>
    /// <param name="budget">The share of calls that may fail.</param>
    public static string? Broader(IEnumerable<(AlarmRule Rule, Alarm Alarm)> alarms, Func<Calls> calls, double budget) => alarms
        .Where(one => one.Alarm.State != AlarmState.Ok && (one.Rule.Kind == RuleKind.Predictions || (one.Rule.Kind == RuleKind.Errors && one.Rule.Severity == Domain.Kernel.Severity.Sev1 && Burns(calls(), budget))))
        .Select(one => $"Not judged while the alarm {one.Rule.Name} holds.")
        .FirstOrDefault();

    private static bool Burns(Calls calls, double budget) => calls.Bad > 0 && calls.Bad >= calls.Total * budget * BurnRate.Fast[0].Factor;

    /// <summary>Why a span of time is not judged by; null when it can be.</summary>
    /// <param name="calls">Failed ones among all of the span.</param>
    public static string? Of(Calls calls) => calls.Bad > 0 && calls.Bad >= calls.Total * Outage ? $"Not judged by a time in which {calls.Bad} of {calls.Total} calls failed." : null;
}

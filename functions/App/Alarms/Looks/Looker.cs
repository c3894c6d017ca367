using MlFunctions.Domain.Alarms;
using MlFunctions.Domain.Alarms.Rules;

namespace MlFunctions.App.Alarms.Looks;

/// <summary>One look at all rules of a task: first at those about the service, because while one of them holds those about the model say nothing.</summary>
internal sealed class Looker(Outlook outlook, SpanReadings readings)
{
    public async Task LookAsync(IReadOnlyList<JudgedAlarm> alarms, CancellationToken cancel)
    {
        foreach (var alarm in alarms.Where(alarm => !Inhibition.Concerns(alarm.Rule)))
            await AtAsync(alarm, cancel);
        var reason = Inhibition.Broader(alarms.Select(alarm => (alarm.Rule, alarm.Alarm)));
        foreach (var alarm in alarms.Where(alarm => Inhibition.Concerns(alarm.Rule)))
        {
            if (reason is null)
                await AtAsync(alarm, cancel);
            else if (End(alarm.Rule) is { } end)
                alarm.PassOver(end, reason);
        }
    }

    private Task AtAsync(JudgedAlarm alarm, CancellationToken cancel)
    {
        switch (alarm.Rule.Kind)
        {
            case RuleKind.Errors or RuleKind.Latency:
                BurnLook.At(outlook, alarm);
                return Task.CompletedTask;
            case RuleKind.Predictions:
                PredictionsLook.At(outlook, alarm);
                return Task.CompletedTask;
            case RuleKind.Outcomes:
                return OutcomesLook.AtAsync(outlook, alarm, readings, cancel);
            case RuleKind.Shift:
                return ShiftLook.AtAsync(outlook, alarm, readings, cancel);
            case RuleKind.Threshold:
                return ThresholdLook.AtAsync(outlook, alarm, readings, cancel);
            default:
                return DriftLook.AtAsync(outlook, alarm, readings, cancel);
        }
    }

    /// <summary>Up to where a rule would have looked; null where nobody knows yet.</summary>
    private DateTimeOffset? End(AlarmRule rule) => rule.Kind switch
    {
        RuleKind.Threshold or RuleKind.Outcomes => outlook.Immature?.Start,
        RuleKind.Shift => outlook.ToldOf(outlook.Task.Cadence),
        _ => outlook.ToldOf(DriftLook.Length(rule)),
    };
}

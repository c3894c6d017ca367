using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>One look at all rules of a task: first at those about the service, because while one of them holds those about the model say nothing.</summary>
internal sealed class Looker(Outlook outlook, SpanReadings readings)
{
    private readonly List<Exception> failures = [];

    /// <summary>Of rules that could not be looked at; the others were.</summary>
    public IReadOnlyList<Exception> Failures => failures;

    public async Task LookAsync(IReadOnlyList<JudgedAlarm> alarms, CancellationToken cancel)
    {
        foreach (var alarm in alarms.Where(alarm => !Inhibition.Concerns(alarm.Rule)))
            await TryAsync(alarm, cancel);
        var reason = Inhibition.Broader(
            alarms.Select(alarm => (alarm.Rule, alarm.Alarm)), () => outlook.Calls.Sum(outlook.ToldTo - Inhibition.Present, outlook.ToldTo).Errors, outlook.Task.Alarms.ErrorBudget);
        foreach (var alarm in alarms.Where(alarm => Inhibition.Concerns(alarm.Rule)))
        {
            if (reason is null)
                await TryAsync(alarm, cancel);
            else if (End(alarm.Rule) is { } end)
                alarm.PassOver(end, reason);
        }
    }

    /// <summary>What is wrong with one rule does not stop the others; without storage none can be looked at.</summary>
    private async Task TryAsync(JudgedAlarm alarm, CancellationToken cancel)
    {
        try
        {
            await AtAsync(alarm, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !StorageAccount.IsOutage(failure))
        {
            failures.Add(new InvalidOperationException($"The alarm {alarm.Rule.Name} could not be looked at: {failure.Message}", failure));
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

using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>Reads the alarms about a task's inputs, and the ticket that a retraining would answer.</summary>
public sealed class RetrainingSigns(AlarmStore alarms, TicketStore tickets)
{
    /// <summary>Those about inputs that fire.</summary>
    public async Task<IReadOnlyList<string>> DriftAlarmsAsync(TaskDefinition task, CancellationToken cancel)
    {
        var firing = (await alarms.ReadAsync(task.Name, cancel)).Where(alarm => alarm.Value.State == AlarmState.Firing).Select(alarm => alarm.Value.Rule).ToHashSet(StringComparer.Ordinal);
        return [.. AlarmRules.Of(task).Where(rule => rule.Kind is RuleKind.Drift or RuleKind.Contract && firing.Contains(rule.Name)).Select(rule => rule.Name)];
    }

    /// <summary>The newest open ticket about the deciding metric, else about the inputs; null where there is none.</summary>
    public async Task<TicketId?> TicketAsync(TaskDefinition task, CancellationToken cancel)
    {
        var rules = AlarmRules.Of(task);
        var (metric, inputs) = (Names(rule => rule.Kind is RuleKind.Threshold or RuleKind.Shift && rule.Subject == task.Metric), Names(rule => rule.Kind is RuleKind.Drift or RuleKind.Contract));
        TicketId? about = null;
        await foreach (var ticket in tickets.AllAsync(TicketFilter.Active with { Task = task.Name }, cancel))
        {
            if (ticket.Alarms.Keys.Any(metric.Contains))
                return ticket.Id;
            if (ticket.Alarms.Keys.Any(inputs.Contains))
                about ??= ticket.Id;
        }

        return about;

        HashSet<string> Names(Func<AlarmRule, bool> which) => [.. rules.Where(which).Select(rule => rule.Name)];
    }
}

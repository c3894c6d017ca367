using System.Text.Json;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Incidents.Escalation;

/// <summary>What a ticket's alarms see now, which is not what they saw when the ticket last heard of them.</summary>
public sealed class PresentEvidence(AlarmStore alarms, DeploymentStore deployments)
{
    /// <summary>Of each of its alarms; of one that is kept no longer, or that cannot be read, what the ticket knows: nobody is left unpaged for want of evidence.</summary>
    public async Task<IReadOnlyList<TicketEvidence>> OfAsync(Ticket ticket, CancellationToken cancel)
    {
        try
        {
            return ticket.Alarms.IsEmpty ? [] : await ReadAsync(ticket, cancel);
        }
        catch (JsonException)
        {
            return [.. ticket.Alarms.Values];
        }
    }

    private async Task<IReadOnlyList<TicketEvidence>> ReadAsync(Ticket ticket, CancellationToken cancel)
    {
        var present = (await alarms.ReadAsync(ticket.Subject.Task, cancel)).Select(alarm => alarm.Value).ToDictionary(alarm => alarm.Rule);
        var model = (await deployments.PointerAsync(ticket.Subject.Task, cancel)).Production;
        return [.. ticket.Alarms.Values.Select(known => present.TryGetValue(known.Alarm, out var alarm) ? Of(known, alarm, model) : known)];
    }

    private static TicketEvidence Of(TicketEvidence known, Alarm alarm, int? model)
    {
        var last = alarm.Last ?? known.Evaluation;
        return new(known.Alarm, alarm.Changes, alarm.State, alarm.Inhibited is { } why ? last with { Detail = $"{last.Detail} {why}" } : last, model);
    }
}

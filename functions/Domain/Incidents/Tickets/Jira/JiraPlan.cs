using MlFunctions.Domain.Incidents.OnCall;

namespace MlFunctions.Domain.Incidents.Tickets.Jira;

/// <summary>What an imported ticket waits for: it pages nobody because it was imported, and is to be resolved by the day that it names, else as if it were opened at the import.</summary>
public static class JiraPlan
{
    /// <summary>The import's events, the last with the plan.</summary>
    public static IReadOnlyList<TicketEvent> Planned(this JiraImport import, Ticket ticket, EscalationPolicy policy, DateTimeOffset now)
    {
        if (!ticket.IsActive)
            return import.Events;
        var at = import.Due > now ? import.Due.Value : now + (ticket.MitigatedAt is null ? policy.ResolveWithin : policy.AfterMitigation);
        var plan = new Plan(null, new Step(EscalationClock.Solution, 0, ticket.Level == Level.Senior ? Level.Senior : ticket.Level + 1, at));
        return [.. import.Events.SkipLast(1), import.Events[^1] with { Plan = plan }];
    }
}

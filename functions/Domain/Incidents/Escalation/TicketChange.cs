using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Escalation;

/// <summary>An event of a ticket with all that follows from it; they are kept together or not at all.</summary>
/// <param name="Event">With the plan, where that has changed.</param>
/// <param name="After">The ticket with it.</param>
/// <param name="Deliveries">Who is told of it.</param>
public sealed record TicketChange(TicketEvent Event, Ticket After, ImmutableArray<Delivery> Deliveries)
{
    /// <summary>What follows from an event.</summary>
    /// <param name="id">Of the ticket.</param>
    /// <param name="before">The ticket without it; null before it is opened.</param>
    /// <param name="decided">The event.</param>
    /// <param name="teams">Every team.</param>
    public static TicketChange Of(TicketId id, Ticket? before, TicketEvent decided, IReadOnlyCollection<Team> teams)
    {
        var after = Ticket.Apply(id, before, decided);
        var team = Team.Of(after, teams);
        var policy = team?.Policy(after.Subject.Severity) ?? EscalationPolicy.Default(after.Subject.Severity);
        var plan = Plans.After(before, after, decided, policy);
        var next = plan == before?.Plan ? decided with { Plan = null } : decided with { Plan = plan };
        after = Ticket.Apply(id, before, next);
        return new(next, after, team is null ? [] : [.. Domain.Incidents.Messages.Deliveries.Of(after, next, team)]);
    }
}

using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Incidents.Escalation;

/// <summary>What is due of a ticket's plan, and whom it pages: pure, from the ticket, the rota and the time.</summary>
public static class DueStep
{
    /// <summary>How many that are told of in a page's sentence; all are in its evidence.</summary>
    private const int MaxSaid = 3;

    /// <summary>The event of what is due now; null when nothing is.</summary>
    /// <param name="ticket">As it is.</param>
    /// <param name="rota">Of its team; null when it has none.</param>
    /// <param name="now">The time.</param>
    /// <param name="seen">What its alarms see now.</param>
    public static TicketEvent? Of(Ticket ticket, Rota? rota, DateTimeOffset now, IReadOnlyList<TicketEvidence> seen)
    {
        if (!ticket.IsActive)
            return null;
        var next = new TicketEvent(ticket.Events + 1, now, TicketAction.Rescheduled, Plans.By, string.Empty);
        if (ticket.Plan is not { Solution: not null, Next: { } step })
            return next with { Detail = "It had no plan; its clocks begin now.", Plan = new Clocks(ticket, now, Policy(ticket, rota)).Begin() };
        if (ticket.UpdatedAt - now > Plans.Skew)
            return next with { Detail = "The clock was set back; what the ticket waits for is moved with it.", Plan = ticket.Plan.Moved(now - ticket.UpdatedAt) };
        if (step.At > now)
            return null;
        var staff = new Staff(rota, step.Level);
        var (level, person) = staff.At(now);
        if (staff.Awake(ticket.Subject.Severity, now) is var awake && awake > now)
            return next with { Detail = $"{person!.Name} is not paged before the quiet hours end.", Plan = ticket.Plan.With(step with { At = awake }) };
        return next with
        {
            Action = TicketAction.Paged,
            Detail = Why(ticket, step) + Whom(level, person, rota) + string.Concat(seen.Take(MaxSaid).Select(Said)),
            Level = level > ticket.Level ? level : null,
            Assignee = ticket.IsWaiting ? person?.Name : null,
            Page = new TicketPage(step, person?.Name, level, seen),
        };
    }

    /// <summary>Whether anything may be due, without asking who is on call.</summary>
    public static bool IsDue(Ticket ticket, DateTimeOffset now) =>
        ticket.IsActive && (ticket.Plan.Solution is null || ticket.Plan.Next?.At <= now || ticket.UpdatedAt - now > Plans.Skew);

    private static EscalationPolicy Policy(Ticket ticket, Rota? rota) => rota?.Team.Policy(ticket.Subject.Severity) ?? EscalationPolicy.Default(ticket.Subject.Severity);

    private static string Why(Ticket ticket, Step step) => (step, ticket) switch
    {
        ({ Clock: EscalationClock.Solution }, { MitigatedAt: null }) => "It is not resolved in time",
        ({ Clock: EscalationClock.Solution }, _) => "It is mitigated, and not resolved in time",
        (_, { IsWaiting: false }) => "Help is asked for",
        ({ Number: 0 }, _) => $"It is {ticket.Status.Word()}",
        _ => "Nobody has acknowledged it",
    };

    private static string Whom(Level level, Person? person, Rota? rota) => person is null
        ? $", and nobody is on call{(rota is null ? string.Empty : $" in team {rota.Team.Name}")}: PUT /api/on-call/{rota?.Team.Name ?? Team.Fallback} says who is."
        : $": {person.Name} is paged ({level.Word()}).";

    private static string Said(TicketEvidence seen) => seen.State == AlarmState.Ok ? $" The alarm {seen.Alarm} has cleared." : $" {seen.Alarm}: {seen.Evaluation.Detail}";
}

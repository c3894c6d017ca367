using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Support.Quarters;

/// <summary>What someone does about a ticket.</summary>
/// <param name="At">When.</param>
/// <param name="Ticket">Which.</param>
/// <param name="Action">What.</param>
/// <param name="Choice">Whom, or how severe.</param>
public sealed record QuarterDeed(DateTimeOffset At, TicketId Ticket, TicketAction Action, int Choice)
{
    /// <summary>Of a ticket as it is then; null where that makes no sense any more.</summary>
    public TicketEvent? Of(Ticket ticket)
    {
        var next = new TicketEvent(ticket.Events + 1, At, Action, ticket.Assignee ?? "someone", $"{Action}.");
        return Action switch
        {
            TicketAction.Acknowledged => ticket.IsWaiting ? next : null,
            TicketAction.Mitigated => ticket.IsActive && ticket.MitigatedAt is null ? next : null,
            TicketAction.Reopened => ticket.Status is TicketStatus.Resolved or TicketStatus.Mitigated ? next : null,
            _ when !ticket.IsActive => null,
            TicketAction.Assigned => Choice % 3 == 0
                ? next with { Team = QuarterPlan.Teams[Choice % QuarterPlan.Teams.Length].Name }
                : next with { Assignee = $"{(Level)(Choice % 3)}-{(Choice % 2) + 1}".ToLowerInvariant() },
            TicketAction.Escalated => next with { Level = ticket.Level == Level.Senior ? Level.Senior : ticket.Level + 1 },
            TicketAction.Edited => next with { Subject = ticket.Subject with { Severity = (Severity)(Choice % 4) } },
            _ => next,
        };
    }
}

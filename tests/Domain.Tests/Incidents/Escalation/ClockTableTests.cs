using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Incidents.Escalation;

/// <summary>Which event does what to which clock, for each of them and each status.</summary>
public sealed class ClockTableTests
{
    /// <summary>How long after the ticket was opened the event is, and when its plan was made.</summary>
    private const int At = 100;

    private static readonly ImmutableDictionary<TicketAction, (Does Answer, Does Solution)> Pending = new Dictionary<TicketAction, (Does, Does)>
    {
        [TicketAction.Acknowledged] = (Does.End, Does.Stay),
        [TicketAction.Assigned] = (Does.Begin, Does.Stay),
        [TicketAction.Escalated] = (Does.Begin, Does.Stay),
        [TicketAction.Mitigated] = (Does.End, Does.Begin),
        [TicketAction.Resolved] = (Does.End, Does.End),
        [TicketAction.Duplicated] = (Does.End, Does.End),
    }.ToImmutableDictionary();

    public static TheoryData<TicketStatus, TicketAction> Every() =>
        new(from status in Enum.GetValues<TicketStatus>() from action in Enum.GetValues<TicketAction>() where action is not (TicketAction.Opened or TicketAction.Paged or TicketAction.Rescheduled) select (status, action));

    [Theory, MemberData(nameof(Every))]
    public void Every_event_does_to_the_clocks_what_the_table_says(TicketStatus status, TicketAction action)
    {
        var ticket = In(status);
        var before = ticket.Ticket;

        ticket.Do(At, action, more: next => action == TicketAction.Escalated ? next with { Level = Level.Engineer } : action == TicketAction.Assigned ? next with { Assignee = "eng" } : next);

        var (answer, solution) = Expected(before, action);
        Assert.Equal(answer, Of(before.Plan.Answer, ticket.Ticket.Plan.Answer));
        Assert.Equal(solution, Of(before.Plan.Solution, ticket.Ticket.Plan.Solution));
        Assert.Equal(ticket.Ticket.IsActive, ticket.Ticket.Plan != Plan.None);
    }

    private static (Does Answer, Does Solution) Expected(Ticket before, TicketAction action)
    {
        if (!before.IsActive)
        {
            return action switch
            {
                TicketAction.Reopened => (Does.Begin, Does.Begin),
                TicketAction.Acknowledged or TicketAction.Mitigated => (Does.Stay, Does.Begin),
                _ => (Does.Stay, Does.Stay),
            };
        }

        var (answer, solution) = action == TicketAction.Reopened ? (before.Plan.Answer is null ? Does.Begin : Does.Stay, before.MitigatedAt is null ? Does.Stay : Does.Begin) : Pending.GetValueOrDefault(action);
        // Of a mitigated ticket nobody's answer is waited for.
        if (before.Status == TicketStatus.Mitigated && action == TicketAction.Assigned)
            answer = Does.Stay;
        return (before.Plan.Answer is null && answer == Does.End ? Does.Stay : answer, solution);
    }

    private static Does Of(Step? before, Step? after) => before == after ? Does.Stay : after is null ? Does.End : before?.At == after.At ? Does.Stay : Does.Begin;

    private static PagedTicket In(TicketStatus status)
    {
        var ticket = new PagedTicket(Severity.Sev2).Run(0, 0);
        return status switch
        {
            TicketStatus.Acknowledged => ticket.Do(1, TicketAction.Acknowledged),
            TicketStatus.Mitigated => ticket.Do(1, TicketAction.Mitigated),
            TicketStatus.Resolved => ticket.Do(1, TicketAction.Resolved),
            TicketStatus.Reopened => ticket.Do(1, TicketAction.Resolved).Do(2, TicketAction.Reopened).Run(2, 2),
            TicketStatus.Duplicate => ticket.Do(1, TicketAction.Duplicated),
            _ => ticket,
        };
    }

    private enum Does
    {
        Stay,
        Begin,
        End,
    }
}

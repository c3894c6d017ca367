using MlFunctions.Domain.Incidents.Tickets;

namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>Whether a page is still worth sending once something else has happened.</summary>
public static class Overtaken
{
    /// <summary>
    /// It is not when the ticket was resolved since, or another has it or got it since. That someone has it does not overtake a page of the clock of the solution, which asks for more than that.
    /// </summary>
    /// <param name="told">The event of which the page tells.</param>
    /// <param name="since">What happened after it.</param>
    /// <param name="person">Who is paged.</param>
    public static bool Is(TicketEvent told, IEnumerable<TicketEvent> since, string person)
    {
        var asksForSolution = told.Page?.Step.Clock == EscalationClock.Solution;
        return since.Any(next => next.Action switch
        {
            TicketAction.Resolved or TicketAction.Duplicated => true,
            TicketAction.Acknowledged or TicketAction.Mitigated => !asksForSolution && (next.Assignee ?? next.By) != person,
            TicketAction.Assigned => !asksForSolution && next.Assignee != person,
            _ => false,
        });
    }
}

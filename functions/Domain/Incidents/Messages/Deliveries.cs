using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;

namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>Who is told of an event.</summary>
public static class Deliveries
{
    /// <summary>A page goes to every contact of the person, what was assigned to the one who got it, and every event to the team's hooks.</summary>
    /// <param name="ticket">With the event.</param>
    /// <param name="next">The event.</param>
    /// <param name="team">That answers for the ticket.</param>
    public static IEnumerable<Delivery> Of(Ticket ticket, TicketEvent next, Team team)
    {
        var person = next.Action switch
        {
            TicketAction.Paged => next.Page!.Person,
            TicketAction.Assigned when next.Assignee != next.By => next.Assignee,
            _ => null,
        };
        if (person is not null && team.Find(person) is { } found)
        {
            for (var contact = 0; contact < found.Contacts.Length; contact++)
                yield return new(ticket.Id, next.Number, team.Name, Delivery.ToPerson(person, contact), next.At);
        }

        // That a message to a hook was given up is not told to hooks: it would never end.
        foreach (var hook in next.Action == TicketAction.Undelivered ? [] : team.Hooks.Where(hook => hook.Events?.Contains(next.Action) ?? true))
            yield return new(ticket.Id, next.Number, team.Name, Delivery.ToHook(hook.Name), next.At);
    }
}

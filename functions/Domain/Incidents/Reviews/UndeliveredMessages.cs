using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>Messages about a ticket that were given up in the week.</summary>
/// <param name="Ticket">Which.</param>
/// <param name="Count">How many.</param>
/// <param name="Last">The last one, in a sentence.</param>
public sealed record UndeliveredMessages(TicketId Ticket, int Count, string Last)
{
    /// <summary>The most first.</summary>
    internal static IEnumerable<UndeliveredMessages> Of(IEnumerable<KnownTicket> tickets) =>
        from known in tickets
        let lost = known.Week.Where(next => next.Action == TicketAction.Undelivered).ToArray()
        where lost.Length > 0
        orderby lost.Length descending, known.Ticket.Id.ToString()
        select new UndeliveredMessages(known.Ticket.Id, lost.Length, lost[^1].Detail);
}

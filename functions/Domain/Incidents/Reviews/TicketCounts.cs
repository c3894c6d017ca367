using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>How many tickets of one task and severity came and went. Those open at the end are those open before, and opened, and reopened, without those resolved and the duplicates.</summary>
/// <param name="Task">Whose.</param>
/// <param name="Severity">How bad they were at the end.</param>
/// <param name="Opened">In the week.</param>
/// <param name="Reopened">Closed when the week began, and active in it.</param>
/// <param name="Resolved">In the week, and not reopened in it.</param>
/// <param name="Duplicates">Closed in the week because another is about the same.</param>
/// <param name="Open">At the end.</param>
/// <param name="Aged">Of these, those open for longer than their severity allows.</param>
public sealed record TicketCounts(TaskName Task, Severity Severity, int Opened, int Reopened, int Resolved, int Duplicates, int Open, int Aged)
{
    internal static IEnumerable<TicketCounts> Of(IEnumerable<KnownTicket> tickets) =>
        from ticket in tickets.Where(ticket => ticket.WasActive)
        group ticket by (Task: ticket.Ticket.Subject.Task, ticket.Severity) into alike
        orderby alike.Key.Severity, alike.Key.Task.ToString()
        select new TicketCounts(
            alike.Key.Task,
            alike.Key.Severity,
            alike.Count(ticket => ticket.WasOpened),
            alike.Count(ticket => ticket.WasReopened),
            alike.Count(ticket => ticket.WasClosed && ticket.Ticket.Status == TicketStatus.Resolved),
            alike.Count(ticket => ticket.WasClosed && ticket.Ticket.Status == TicketStatus.Duplicate),
            alike.Count(ticket => ticket.Ticket.IsActive),
            alike.Count(ticket => ticket.IsAged));
}

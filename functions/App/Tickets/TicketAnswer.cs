using MlFunctions.Domain.Tasks;
using MlFunctions.Domain.Tickets;

namespace MlFunctions.App.Tickets;

/// <summary>A ticket on the wire; see <see cref="Ticket"/>.</summary>
internal sealed record TicketAnswer(
    TicketId Id,
    TaskName Task,
    string Title,
    Severity Severity,
    TicketStatus Status,
    bool Holds,
    DateTimeOffset OpenedAt,
    DateTimeOffset UpdatedAt,
    string Detail,
    IReadOnlyDictionary<string, TicketEvidence> Alarms,
    IReadOnlyList<TicketEvent>? Events = null,
    string? Next = null)
{
    public static TicketAnswer Of(Ticket ticket) => new(
        ticket.Id, ticket.Subject.Task, ticket.Subject.Title, ticket.Subject.Severity, ticket.Status, ticket.Holds, ticket.OpenedAt, ticket.UpdatedAt, ticket.Detail, ticket.Alarms);
}

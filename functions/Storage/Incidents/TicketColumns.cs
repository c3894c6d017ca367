using Azure.Data.Tables;
using MlFunctions.Domain.Incidents.Tickets;

namespace MlFunctions.Storage.Incidents;

/// <summary>The readable columns of a ticket, and filters over them.</summary>
internal static class TicketColumns
{
    public static IEnumerable<(string Name, object? Value)> Of(Ticket ticket) =>
    [
        ("Id", ticket.Id.ToString()), ("Task", ticket.Subject.Task.ToString()), ("Status", ticket.Status.ToString()), ("Severity", ticket.Subject.Severity.ToString()),
        ("Title", ticket.Subject.Title), ("OpenedAt", ticket.OpenedAt), ("UpdatedAt", ticket.UpdatedAt), ("Holds", ticket.Holds), ("Detail", ticket.Detail),
        ("Source", ticket.Subject.Source), ("Assignee", ticket.Assignee), ("Team", ticket.Team), ("Level", ticket.Level.ToString()), ("DueAt", ticket.DueAt), ("RootCause", ticket.RootCause),
        ("ToDo", ticket.Items.Values.Count(item => item.DoneAt is null)),
    ];

    /// <summary>Null for every ticket.</summary>
    public static string? Filter(TicketFilter filter)
    {
        string?[] parts =
        [
            filter.Task is { } task ? TableClient.CreateQueryFilter($"Task eq {task.ToString()}") : null,
            filter.Statuses is { Length: > 0 } statuses ? $"({string.Join(" or ", statuses.Select(status => TableClient.CreateQueryFilter($"Status eq {status.ToString()}")))})" : null,
            filter.Severities is { Length: > 0 } severities ? $"({string.Join(" or ", severities.Select(severity => TableClient.CreateQueryFilter($"Severity eq {severity.ToString()}")))})" : null,
            filter.Assignee is { } assignee ? TableClient.CreateQueryFilter($"Assignee eq {assignee}") : null,
            filter.Level is { } level ? TableClient.CreateQueryFilter($"Level eq {level.ToString()}") : null,
            filter.Source is { } source ? TableClient.CreateQueryFilter($"Source eq {source}") : null,
            filter.OpenedFrom is { } from ? TableClient.CreateQueryFilter($"OpenedAt ge {from}") : null,
            filter.OpenedTo is { } to ? TableClient.CreateQueryFilter($"OpenedAt lt {to}") : null,
            filter.DueBefore is { } due ? TableClient.CreateQueryFilter($"DueAt lt {due}") : null,
            filter.PendingSince is { } since ? $"({TableClient.CreateQueryFilter($"UpdatedAt ge {since} or ToDo gt 0")} or {Filter(TicketFilter.Active)})" : null,
        ];
        var where = string.Join(" and ", parts.OfType<string>());
        return where.Length == 0 ? null : where;
    }
}

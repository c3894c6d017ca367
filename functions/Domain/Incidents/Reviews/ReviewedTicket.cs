using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>A ticket that people should talk about, as it was at the end of the week.</summary>
/// <param name="Id">Which.</param>
/// <param name="Task">Whose.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">In one line.</param>
/// <param name="Status">What is to be done about it.</param>
/// <param name="Assignee">Who has it.</param>
/// <param name="Level">How far up it has come.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="SecondsOpen">Since it was last opened; of one that is closed, how long it was.</param>
/// <param name="AcknowledgeSeconds">How long it took until someone had it.</param>
/// <param name="MitigateSeconds">How long customers were harmed.</param>
/// <param name="ResolveSeconds">How long it took until it was resolved.</param>
/// <param name="Pages">How often someone was paged about it in the week.</param>
/// <param name="RootCause">Why it happened, as far as people know.</param>
/// <param name="Items">What is to be done so that it does not happen again.</param>
public sealed record ReviewedTicket(
    TicketId Id, TaskName Task, Severity Severity, string Title, TicketStatus Status, string? Assignee, Level Level, DateTimeOffset OpenedAt, double SecondsOpen,
    double? AcknowledgeSeconds, double? MitigateSeconds, double? ResolveSeconds, int Pages, string? RootCause, ImmutableArray<ActionItem> Items)
{
    /// <summary>So many of the longest open, and of those paged about most, are important whatever their severity.</summary>
    private const int Most = 5;

    /// <summary>Those of the two worst severities, the longest open and those paged about most, of those that were open in the week or of which something came to be known: the worst first, then those that paged most, then the oldest.</summary>
    internal static IEnumerable<ReviewedTicket> Important(IReadOnlyCollection<KnownTicket> tickets)
    {
        KnownTicket[] active = [.. Ordered(tickets.Where(ticket => ticket.WasActive || ticket.Week.Any()))];
        return Ordered(active.Where(ticket => ticket.Severity <= Severity.Sev2)
            .Union(active.Where(ticket => ticket.Ticket.IsActive).OrderByDescending(ticket => ticket.Open).Take(Most))
            .Union(active.Where(ticket => ticket.Pages > 0).OrderByDescending(ticket => ticket.Pages).Take(Most)))
            .Select(Of);
    }

    private static IOrderedEnumerable<KnownTicket> Ordered(IEnumerable<KnownTicket> tickets) =>
        tickets.OrderBy(ticket => ticket.Severity).ThenByDescending(ticket => ticket.Pages).ThenBy(ticket => ticket.Ticket.OpenedAt).ThenBy(ticket => ticket.Ticket.Id.ToString(), StringComparer.Ordinal);

    private static ReviewedTicket Of(KnownTicket known)
    {
        var ticket = known.Ticket;
        return new(
            ticket.Id, ticket.Subject.Task, known.Severity, ticket.Subject.Title, ticket.Status, ticket.Assignee, ticket.Level, ticket.OpenedAt, known.Open.TotalSeconds,
            ticket.TimeToAcknowledge?.TotalSeconds, ticket.TimeToMitigate?.TotalSeconds, ticket.TimeToResolve?.TotalSeconds, known.Pages, ticket.RootCause, [.. ticket.Items.Values]);
    }
}

/// <summary>A ticket that is open for longer than its severity allows.</summary>
/// <param name="Id">Which.</param>
/// <param name="Task">Whose.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">In one line.</param>
/// <param name="Assignee">Who has it.</param>
/// <param name="Since">When it was last opened.</param>
/// <param name="SecondsOpen">For how long.</param>
/// <param name="Limit">How many seconds its severity allows.</param>
public sealed record AgedTicket(TicketId Id, TaskName Task, Severity Severity, string Title, string? Assignee, DateTimeOffset Since, double SecondsOpen, double Limit)
{
    /// <summary>The worst first, then the oldest.</summary>
    internal static IEnumerable<AgedTicket> Of(IEnumerable<KnownTicket> tickets) =>
        from known in tickets
        where known.IsAged
        let ticket = known.Ticket
        orderby known.Severity, ticket.Since, ticket.Id.ToString()
        select new AgedTicket(ticket.Id, ticket.Subject.Task, known.Severity, ticket.Subject.Title, ticket.Assignee, ticket.Since, known.Open.TotalSeconds, KnownTicket.Limit(known.Severity).TotalSeconds);
}

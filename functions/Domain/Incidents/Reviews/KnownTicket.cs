using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>What was known of a ticket at the end of a week. What came later, and whatever is numbered after it, is not seen.</summary>
/// <param name="Ticket">As it was then.</param>
/// <param name="Before">As it was when the week began; null where it was opened later.</param>
/// <param name="Events">Up to then.</param>
/// <param name="From">When the week began.</param>
/// <param name="Until">When it ended.</param>
internal sealed record KnownTicket(Ticket Ticket, Ticket? Before, IReadOnlyList<TicketEvent> Events, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Null where nothing was known of it.</summary>
    public static KnownTicket? Of(TicketHistory history, DateTimeOffset from, DateTimeOffset until)
    {
        TicketEvent[] known = [.. history.Events.TakeWhile(next => next.At < until)];
        return Ticket.Fold(history.Id, known) is { } ticket ? new(ticket, Ticket.Fold(history.Id, known.TakeWhile(next => next.At < from)), known, from, until) : null;
    }

    public Severity Severity => Ticket.Subject.Severity;

    public bool WasOpened => Before is null;

    /// <summary>It was not active when the week began, and then it was.</summary>
    public bool WasReopened => Before is { IsActive: false } && (Ticket.IsActive || WasClosed);

    public bool WasClosed => !Ticket.IsActive && Ticket.ResolvedAt >= From;

    public bool WasActive => Ticket.IsActive || WasClosed;

    /// <summary>How long it has been open since it was last opened; of one that was closed, how long it was.</summary>
    public TimeSpan Open => ((Ticket.IsActive ? null : Ticket.ResolvedAt) ?? Until) - Ticket.Since is { Ticks: > 0 } open ? open : TimeSpan.Zero;

    public bool IsAged => Ticket.IsActive && Open > Limit(Severity);

    /// <summary>Those of the week.</summary>
    public IEnumerable<TicketEvent> Week => Events.SkipWhile(next => next.At < From);

    /// <summary>How often someone was paged in the week.</summary>
    public int Pages => Ticket.Pages - (Before?.Pages ?? 0);

    /// <summary>A ticket that is open for longer has aged.</summary>
    public static TimeSpan Limit(Severity severity) => TimeSpan.FromDays(severity switch
    {
        Severity.Sev1 or Severity.Sev2 => 1,
        Severity.Sev3 => 7,
        _ => 30,
    });
}

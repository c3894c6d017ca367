using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Incidents;

/// <summary>Which tickets are wanted; what is null or empty does not matter.</summary>
/// <param name="Task">Whose.</param>
/// <param name="Statuses">In one of these.</param>
public sealed record TicketFilter(TaskName? Task = null, ImmutableArray<TicketStatus>? Statuses = null)
{
    /// <summary>Changed since then, or something is still to be done about it: it is active, or has an action item that is not done.</summary>
    public DateTimeOffset? PendingSince { get; init; }

    public static TicketFilter All { get; } = new();

    /// <summary>Those about which something is to be done.</summary>
    public static TicketFilter Active { get; } = new(Statuses: [TicketStatus.Open, TicketStatus.Acknowledged, TicketStatus.Mitigated, TicketStatus.Reopened]);

    /// <summary>Of one of these.</summary>
    public ImmutableArray<Severity>? Severities { get; init; }

    /// <summary>Who has it.</summary>
    public string? Assignee { get; init; }

    public Level? Level { get; init; }

    /// <summary>What opened it.</summary>
    public string? Source { get; init; }

    /// <summary>Opened then or later.</summary>
    public DateTimeOffset? OpenedFrom { get; init; }

    /// <summary>Opened before.</summary>
    public DateTimeOffset? OpenedTo { get; init; }

    /// <summary>To be resolved before, and not resolved.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>What storage cannot tell, asked of each ticket that is read.</summary>
    public Predicate<Ticket>? Where { get; init; }
}

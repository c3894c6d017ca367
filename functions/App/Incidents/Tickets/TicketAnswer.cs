using System.Collections.Immutable;
using System.Globalization;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>A ticket on the wire; see <see cref="Ticket"/>. Times to something are in seconds.</summary>
internal sealed record TicketAnswer(TicketId Id, TaskName Task, string Title, Severity Severity, TicketStatus Status, string Source)
{
    public string? Assignee { get; init; }

    /// <summary>That answers for it: which it was given to, or its task's.</summary>
    public string? Team { get; init; }

    public Level Level { get; init; }

    public bool Holds { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset Since { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public DateTimeOffset? MitigatedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When someone is paged next unless someone acts.</summary>
    public DateTimeOffset? EscalatesAt { get; init; }

    public double? TimeToAcknowledge { get; init; }

    public double? TimeToMitigate { get; init; }

    public double? TimeToResolve { get; init; }

    public int Pages { get; init; }

    public required string Detail { get; init; }

    public string? Description { get; init; }

    public ImmutableArray<string>? Evidence { get; init; }

    public string? RootCause { get; init; }

    public TicketId? DuplicateOf { get; init; }

    public required IEnumerable<ActionItem> Actions { get; init; }

    public required IReadOnlyList<string> Bundles { get; init; }

    public required IReadOnlyDictionary<string, TicketEvidence> Alarms { get; init; }

    /// <summary>The commands that it takes now.</summary>
    public IReadOnlyList<string>? Legal { get; init; }

    /// <summary>Messages about it that have not arrived.</summary>
    public IEnumerable<PendingDelivery>? Pending { get; init; }

    public IReadOnlyList<TicketEvent>? Events { get; init; }

    public string? Next { get; init; }

    public static TicketAnswer Of(Ticket ticket, IReadOnlyCollection<Team> teams) =>
        new(ticket.Id, ticket.Subject.Task, ticket.Subject.Title, ticket.Subject.Severity, ticket.Status, ticket.Subject.Source)
        {
            Assignee = ticket.Assignee,
            Team = Domain.Incidents.OnCall.Team.Of(ticket, teams)?.Name ?? ticket.Team,
            Level = ticket.Level,
            Holds = ticket.Holds,
            OpenedAt = ticket.OpenedAt,
            Since = ticket.Since,
            UpdatedAt = ticket.UpdatedAt,
            AcknowledgedAt = ticket.AcknowledgedAt,
            MitigatedAt = ticket.MitigatedAt,
            ResolvedAt = ticket.ResolvedAt,
            DueAt = ticket.DueAt,
            EscalatesAt = ticket.Plan.Next?.At,
            TimeToAcknowledge = ticket.TimeToAcknowledge?.TotalSeconds,
            TimeToMitigate = ticket.TimeToMitigate?.TotalSeconds,
            TimeToResolve = ticket.TimeToResolve?.TotalSeconds,
            Pages = ticket.Pages,
            Detail = ticket.Detail,
            Description = ticket.Subject.Description,
            Evidence = ticket.Subject.Evidence,
            RootCause = ticket.RootCause,
            DuplicateOf = ticket.DuplicateOf,
            Actions = ticket.Items.Values,
            Bundles = ticket.Bundles,
            Alarms = ticket.Alarms,
        };

    /// <summary>The ETag: how many events it has.</summary>
    public static string Tag(Ticket ticket) => ticket.Events.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A message that has not arrived.</summary>
internal sealed record PendingDelivery(int Event, string Team, string To, DateTimeOffset NotBefore, int Attempts, string? Error)
{
    public static PendingDelivery Of(Delivery delivery) => new(delivery.Event, delivery.Team, delivery.To, delivery.NotBefore, delivery.Attempts, delivery.Error);
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Incidents.Tickets;

/// <summary>Something that people must look at; what is known of it is the fold of its events. Alarms about the same thing have one ticket together.</summary>
/// <param name="Id">Which.</param>
/// <param name="Subject">What it is about; as severe as the worst of its alarms was.</param>
/// <param name="Status">What is to be done about it.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="UpdatedAt">When its last event was.</param>
/// <param name="Events">How many it has; the next one is numbered one higher.</param>
/// <param name="Detail">The last event's sentence.</param>
/// <param name="Alarms">What each alarm saw last, by its name.</param>
public sealed record Ticket(
    TicketId Id,
    TicketSubject Subject,
    TicketStatus Status,
    DateTimeOffset OpenedAt,
    DateTimeOffset UpdatedAt,
    int Events,
    string Detail,
    ImmutableSortedDictionary<string, TicketEvidence> Alarms)
{
    /// <summary>When it was opened or, later, reopened.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Who has it; null before anybody.</summary>
    public string? Assignee { get; init; }

    /// <summary>The team that it was given to; null: its task's.</summary>
    public string? Team { get; init; }

    /// <summary>How far up it has come; it begins anew when what was resolved is reopened.</summary>
    public Level Level { get; init; }

    /// <summary>When someone first had it; kept when it is reopened.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>When customers were no longer harmed; null again when it is reopened.</summary>
    public DateTimeOffset? MitigatedAt { get; init; }

    /// <summary>When it was resolved, or found to be another's duplicate; null again when it is reopened.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Why it happened, as far as people know.</summary>
    public string? RootCause { get; init; }

    /// <summary>What is to be done so that it does not happen again.</summary>
    public ImmutableSortedDictionary<int, ActionItem> Items { get; init; } = ImmutableSortedDictionary<int, ActionItem>.Empty;

    /// <summary>The other ticket about the same.</summary>
    public TicketId? DuplicateOf { get; init; }

    /// <summary>What was known each time that an alarm opened or reopened it: the names of the bundles, the newest last.</summary>
    public ImmutableList<string> Bundles { get; init; } = [];

    /// <summary>The models that answered when an alarm of it changed.</summary>
    public References References() => new([.. Alarms.Values.Select(alarm => alarm.Model).OfType<int>()], []);

    /// <summary>How often someone was paged about it.</summary>
    public int Pages { get; init; }

    /// <summary>What happens next unless someone acts.</summary>
    public Plan Plan { get; init; } = Plan.None;

    /// <summary>Whether any of its alarms has not cleared.</summary>
    public bool Holds => Alarms.Values.Any(alarm => alarm.State != AlarmState.Ok);

    /// <summary>Whether anything is to be done about it.</summary>
    [JsonIgnore]
    public bool IsActive => Status is not (TicketStatus.Resolved or TicketStatus.Duplicate);

    /// <summary>Whether someone must say that they have it.</summary>
    [JsonIgnore]
    public bool IsWaiting => Status is TicketStatus.Open or TicketStatus.Reopened && MitigatedAt is null;

    /// <summary>When it is to be resolved; null once it is.</summary>
    [JsonIgnore]
    public DateTimeOffset? DueAt => Plan.Solution?.At;

    [JsonIgnore]
    public TimeSpan? TimeToAcknowledge => Until(AcknowledgedAt);

    [JsonIgnore]
    public TimeSpan? TimeToMitigate => Until(MitigatedAt);

    [JsonIgnore]
    public TimeSpan? TimeToResolve => Until(ResolvedAt);

    /// <summary>Null of no events.</summary>
    public static Ticket? Fold(TicketId id, IEnumerable<TicketEvent> events) => events.Aggregate((Ticket?)null, (ticket, next) => Apply(id, ticket, next));

    public static Ticket Apply(TicketId id, Ticket? before, TicketEvent next)
    {
        var first = before ?? new Ticket(id, next.Subject!, TicketStatus.Open, next.At, next.At, 0, next.Detail, ImmutableSortedDictionary.Create<string, TicketEvidence>(StringComparer.Ordinal)) { Since = next.At };
        return (first with
        {
            Subject = next.Subject ?? first.Subject,
            UpdatedAt = next.At,
            Events = next.Number,
            Detail = next.Detail,
            Alarms = next.Evidence is { } evidence ? first.Alarms.SetItem(evidence.Alarm, evidence) : first.Alarms,
            Assignee = next.Assignee ?? first.Assignee,
            Team = next.Team ?? first.Team,
            Level = next.Level ?? first.Level,
            RootCause = next.RootCause ?? first.RootCause,
            Items = next.Item is { } item ? first.Items.SetItem(item.Number, item) : first.Items,
            Bundles = next.Bundle is { } bundle ? first.Bundles.Add(bundle) : first.Bundles,
            Pages = next.Page is null ? first.Pages : first.Pages + 1,
            Plan = next.Plan ?? first.Plan,
        }).Become(next);
    }

    /// <summary>What a change of an alarm means for its ticket; null where that is known already, or is nothing: an alarm that never reached its ticket has none to clear.</summary>
    /// <param name="before">The ticket; null before it is opened.</param>
    /// <param name="subject">What it is about, to the alarm.</param>
    /// <param name="change">Of the alarm.</param>
    public static TicketEvent? Tell(Ticket? before, TicketSubject subject, AlarmChange change)
    {
        var known = before?.Alarms.GetValueOrDefault(subject.Alarm!);
        if (change.Number <= known?.Change || (change.To == AlarmState.Ok && (known is null || known.State == AlarmState.Ok)))
            return null;
        var evidence = new TicketEvidence(subject.Alarm!, change.Number, change.To, change.Evaluation, change.Model);
        // What is told late, as after a silence, is no clock that was set back.
        var at = change.At < before?.UpdatedAt ? before.UpdatedAt : change.At;
        var next = new TicketEvent((before?.Events ?? 0) + 1, at, TicketAction.Opened, subject.Alarm!, change.Evaluation.Detail, subject, evidence);
        if (before is null)
            return next;
        var holds = Apply(before.Id, before, next with { Action = TicketAction.Updated }).Holds;
        return next with
        {
            Action = !holds ? TicketAction.Cleared : before.Holds && (before.IsActive || change.To == known?.State) ? TicketAction.Updated : TicketAction.Reopened,
            Subject = holds && subject.Severity < before.Subject.Severity ? before.Subject with { Severity = subject.Severity } : null,
        };
    }

    /// <summary>The status and its times.</summary>
    private Ticket Become(TicketEvent next) => next.Action switch
    {
        TicketAction.Reopened => this with { Status = TicketStatus.Reopened, Since = next.At, Level = IsActive ? Level : Level.Operations, MitigatedAt = null, ResolvedAt = null, DuplicateOf = null },
        TicketAction.Acknowledged => this with { Status = TicketStatus.Acknowledged, AcknowledgedAt = AcknowledgedAt ?? next.At },
        // Whoever it is given to must say that they have it.
        TicketAction.Assigned or TicketAction.Escalated when Status == TicketStatus.Acknowledged => this with { Status = Since > OpenedAt ? TicketStatus.Reopened : TicketStatus.Open },
        TicketAction.Mitigated => this with { Status = TicketStatus.Mitigated, AcknowledgedAt = AcknowledgedAt ?? next.At, MitigatedAt = next.At },
        TicketAction.Resolved => this with { Status = TicketStatus.Resolved, AcknowledgedAt = AcknowledgedAt ?? next.At, MitigatedAt = MitigatedAt ?? next.At, ResolvedAt = next.At },
        TicketAction.Duplicated => this with { Status = TicketStatus.Duplicate, ResolvedAt = next.At, DuplicateOf = next.DuplicateOf },
        _ => this,
    };

    /// <summary>A clock that was set back makes no time negative.</summary>
    private TimeSpan? Until(DateTimeOffset? end) => end < OpenedAt ? TimeSpan.Zero : end - OpenedAt;
}

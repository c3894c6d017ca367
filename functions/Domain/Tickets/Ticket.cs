using System.Collections.Immutable;
using MlFunctions.Domain.Alarms;

namespace MlFunctions.Domain.Tickets;

/// <summary>What is to be done about a ticket.</summary>
public enum TicketStatus
{
    Open,

    /// <summary>It came back.</summary>
    Reopened,
}

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
    /// <summary>Whether any of its alarms has not cleared.</summary>
    public bool Holds => Alarms.Values.Any(alarm => alarm.State != AlarmState.Ok);

    /// <summary>Null of no events.</summary>
    public static Ticket? Fold(TicketId id, IEnumerable<TicketEvent> events) => events.Aggregate((Ticket?)null, (ticket, next) => Apply(id, ticket, next));

    public static Ticket Apply(TicketId id, Ticket? before, TicketEvent next)
    {
        var first = before ?? new Ticket(id, next.Subject!, TicketStatus.Open, next.At, next.At, 0, next.Detail, ImmutableSortedDictionary.Create<string, TicketEvidence>(StringComparer.Ordinal));
        return first with
        {
            Subject = next.Subject ?? first.Subject,
            Status = next.Action == TicketAction.Reopened ? TicketStatus.Reopened : first.Status,
            UpdatedAt = next.At,
            Events = next.Number,
            Detail = next.Detail,
            Alarms = next.Evidence is { } evidence ? first.Alarms.SetItem(evidence.Alarm, evidence) : first.Alarms,
        };
    }

    /// <summary>What a change of an alarm means for its ticket; null where that is known already, or is nothing: an alarm that never reached its ticket has none to clear.</summary>
    /// <param name="before">The ticket; null before it is opened.</param>
    /// <param name="subject">What it is about, to the alarm.</param>
    /// <param name="change">Of the alarm.</param>
    public static TicketEvent? Tell(Ticket? before, TicketSubject subject, AlarmChange change)
    {
        var known = before?.Alarms.GetValueOrDefault(subject.Alarm);
        if (change.Number <= known?.Change || (change.To == AlarmState.Ok && (known is null || known.State == AlarmState.Ok)))
            return null;
        var evidence = new TicketEvidence(subject.Alarm, change.Number, change.To, change.Evaluation, change.Model);
        var next = new TicketEvent((before?.Events ?? 0) + 1, change.At, TicketAction.Opened, subject.Alarm, change.Evaluation.Detail, subject, evidence);
        if (before is null)
            return next;
        var holds = Apply(before.Id, before, next).Holds;
        return next with
        {
            Action = !holds ? TicketAction.Cleared : before.Holds ? TicketAction.Updated : TicketAction.Reopened,
            Subject = holds && subject.Severity < before.Subject.Severity ? before.Subject with { Severity = subject.Severity } : null,
        };
    }
}

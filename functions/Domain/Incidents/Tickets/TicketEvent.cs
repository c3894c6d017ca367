using System.Collections.Immutable;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Incidents.Tickets;

/// <summary>One event of a ticket; they are kept for ever, and the ticket is their fold. What is null has not changed.</summary>
/// <param name="Number">Counts a ticket's events from 1.</param>
/// <param name="At">When.</param>
/// <param name="Action">What happened.</param>
/// <param name="By">Who did it; an alarm by its name.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Subject">What the ticket is about from now on.</param>
/// <param name="Evidence">What the alarm saw.</param>
public sealed record TicketEvent(
    int Number, DateTimeOffset At, TicketAction Action, string By, string Detail, TicketSubject? Subject = null, TicketEvidence? Evidence = null)
{
    /// <summary>Who has it from now on.</summary>
    public string? Assignee { get; init; }

    /// <summary>The team that answers for it from now on.</summary>
    public string? Team { get; init; }

    /// <summary>How far up it has come.</summary>
    public Level? Level { get; init; }

    /// <summary>Of a page: whom, and what was seen then.</summary>
    public TicketPage? Page { get; init; }

    /// <summary>Why it happened, as far as people know.</summary>
    public string? RootCause { get; init; }

    /// <summary>An action item as it is from now on.</summary>
    public ActionItem? Item { get; init; }

    /// <summary>The other ticket about the same.</summary>
    public TicketId? DuplicateOf { get; init; }

    /// <summary>The bundle that was kept: its name among the ticket's.</summary>
    public string? Bundle { get; init; }

    /// <summary>What happens next unless someone acts.</summary>
    public Plan? Plan { get; init; }

    /// <summary>The id of the message that was given up.</summary>
    public string? Delivery { get; init; }
}

/// <summary>What a ticket is about.</summary>
/// <param name="Task">Whose.</param>
/// <param name="Title">In one line.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Alarm">The alarm that opened it; null when something else did.</param>
/// <param name="Source">What opened it: <c>alarm</c>, <c>people</c>, or the tracker that it comes from.</param>
/// <param name="Description">In as many words as it takes.</param>
/// <param name="Evidence">What whoever opened it gave: links, ids of predictions, words.</param>
public sealed record TicketSubject(
    TaskName Task, string Title, Severity Severity, string? Alarm = null, string Source = TicketSubject.FromAlarm, string? Description = null, ImmutableArray<string>? Evidence = null)
{
    public const string FromAlarm = "alarm";
    public const string FromPeople = "people";
}

/// <summary>What an alarm saw when it changed.</summary>
/// <param name="Alarm">Which.</param>
/// <param name="Change">The number of the alarm's change.</param>
/// <param name="State">The alarm's state since then.</param>
/// <param name="Evaluation">The figure, what it was held against, and the statistic.</param>
/// <param name="Model">The model in production then.</param>
public sealed record TicketEvidence(string Alarm, int Change, AlarmState State, AlarmEvaluation Evaluation, int? Model);

using MlFunctions.Domain.Alarms;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tickets;

/// <summary>What happened to a ticket.</summary>
public enum TicketAction
{
    Opened,

    /// <summary>One of its alarms has something new to say, and one holds on.</summary>
    Updated,

    /// <summary>Its last alarm is over. The ticket stays open: whether the cause is gone is for people to say.</summary>
    Cleared,

    /// <summary>An alarm of it is back, soon after the last was over.</summary>
    Reopened,
}

/// <summary>One event of a ticket; they are kept for ever, and the ticket is their fold.</summary>
/// <param name="Number">Counts a ticket's events from 1.</param>
/// <param name="At">When.</param>
/// <param name="Action">What happened.</param>
/// <param name="By">Who did it; an alarm by its name.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Subject">What the ticket is about from now on; null where that has not changed.</param>
/// <param name="Evidence">What the alarm saw.</param>
public sealed record TicketEvent(
    int Number, DateTimeOffset At, TicketAction Action, string By, string Detail, TicketSubject? Subject = null, TicketEvidence? Evidence = null);

/// <summary>What a ticket is about.</summary>
/// <param name="Task">Whose.</param>
/// <param name="Title">In one line.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Alarm">The one that opened it.</param>
public sealed record TicketSubject(TaskName Task, string Title, Severity Severity, string Alarm);

/// <summary>What an alarm saw when it changed.</summary>
/// <param name="Alarm">Which.</param>
/// <param name="Change">The number of the alarm's change.</param>
/// <param name="State">The alarm's state since then.</param>
/// <param name="Evaluation">The figure, what it was held against, and the statistic.</param>
/// <param name="Model">The model in production then.</param>
public sealed record TicketEvidence(string Alarm, int Change, AlarmState State, Evaluation Evaluation, int? Model);

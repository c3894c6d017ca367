namespace MlFunctions.Domain.Incidents.Tickets;

/// <summary>What happened to a ticket.</summary>
public enum TicketAction
{
    Opened,

    /// <summary>One of its alarms has something new to say, and one holds on.</summary>
    Updated,

    /// <summary>Its last alarm is over. The ticket stays open: whether the cause is gone is for people to say.</summary>
    Cleared,

    /// <summary>An alarm of it is back, soon after the last was over; or people say that it is not solved.</summary>
    Reopened,

    /// <summary>Someone has it.</summary>
    Acknowledged,

    /// <summary>It was given to someone.</summary>
    Assigned,

    /// <summary>Someone asks a higher level for help.</summary>
    Escalated,

    /// <summary>A step of its plan was due: whoever is on call was paged.</summary>
    Paged,

    /// <summary>Its plan was moved: by quiet hours, because it had none, or because the clock was set back.</summary>
    Rescheduled,

    /// <summary>Customers are no longer harmed.</summary>
    Mitigated,

    Resolved,

    /// <summary>Another ticket is about the same.</summary>
    Duplicated,

    Commented,

    /// <summary>Its title, description, severity, evidence or root cause changed.</summary>
    Edited,

    /// <summary>An action item was added or changed.</summary>
    Planned,

    /// <summary>The bundle of what was known when it was opened is kept.</summary>
    Bundled,

    /// <summary>A message was given up.</summary>
    Undelivered,

    /// <summary>The application did something about it: trained anew, moved a model, rolled back.</summary>
    Noted,
}

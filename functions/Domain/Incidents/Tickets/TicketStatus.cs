namespace MlFunctions.Domain.Incidents.Tickets;

/// <summary>What is to be done about a ticket.</summary>
public enum TicketStatus
{
    /// <summary>Nobody has said that they have it.</summary>
    Open,

    /// <summary>Someone has it.</summary>
    Acknowledged,

    /// <summary>Customers are no longer harmed; the cause is still to be found.</summary>
    Mitigated,

    /// <summary>Nothing.</summary>
    Resolved,

    /// <summary>It came back.</summary>
    Reopened,

    /// <summary>Another ticket is about the same.</summary>
    Duplicate,
}

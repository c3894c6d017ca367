using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Models;

/// <summary>What made the application train by itself.</summary>
public enum RetrainingCause
{
    /// <summary>The rows that production learned from are old.</summary>
    Age,

    /// <summary>Production is surely worse than it was validated, by more than the policy takes.</summary>
    Performance,

    /// <summary>The inputs have changed, and production is surely worse than it was validated.</summary>
    DriftWithLoss,
}

/// <summary>Why a training was begun that nobody asked for; it stands in the model's card and on the ticket that it answers.</summary>
/// <param name="Number">Counts a task's retrainings from 1.</param>
/// <param name="Cause">What made it.</param>
/// <param name="Detail">With its figures, in words.</param>
/// <param name="Ticket">The open ticket that it answers, if there is one.</param>
public sealed record RetrainingReason(int Number, RetrainingCause Cause, string Detail, TicketId? Ticket);

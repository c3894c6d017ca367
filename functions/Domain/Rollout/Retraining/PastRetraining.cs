using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Rollout.Retraining;

/// <summary>What became of a retraining.</summary>
public enum RetrainingOutcome
{
    /// <summary>It waits, or runs.</summary>
    Running,

    /// <summary>Its best model is surely better than the one in production, on the same rows.</summary>
    Gained,

    /// <summary>It is not shown to be better.</summary>
    NoGain,

    /// <summary>It made no model.</summary>
    Failed,
}

/// <summary>A retraining, to the decision on the next.</summary>
/// <param name="Number">Counts a task's retrainings from 1.</param>
/// <param name="Cause">What made it.</param>
/// <param name="QueuedAt">When it was decided.</param>
/// <param name="EndedAt">When its training ended; null while it runs.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Holds">Whether its model was as good in production as its card says; null while that is not known.</param>
public sealed record PastRetraining(int Number, RetrainingCause Cause, DateTimeOffset QueuedAt, DateTimeOffset? EndedAt, RetrainingOutcome Outcome, bool? Holds = null)
{
    /// <summary>The time from which the next one waits.</summary>
    public DateTimeOffset Since => EndedAt ?? QueuedAt;
}

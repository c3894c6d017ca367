using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Rollout.Retraining;

/// <summary>All that a decision to retrain is made of: the same situation gives the same decision at any time.</summary>
/// <param name="Now">When it is decided.</param>
/// <param name="Production">The model in production.</param>
/// <param name="LearnedTo">The end of the rows that it learned from; when it was made, where rows have no time.</param>
/// <param name="LearnedRows">The newest version of training rows that it or a retraining has learned from.</param>
/// <param name="NewestRows">The newest version of training rows that there is; null: none.</param>
/// <param name="NewLabels">Outcomes that have come since production, or the last retraining, was begun.</param>
public sealed record RetrainingSituation(DateTimeOffset Now, int Production, DateTimeOffset LearnedTo, int LearnedRows, int? NewestRows, long NewLabels)
{
    /// <summary>The age at which a model loses more than the policy's margin, as measured; null: not known.</summary>
    public double? StaleAfterDays { get; init; }

    /// <summary>Null while too few outcomes are known.</summary>
    public LivePerformance? Performance { get; init; }

    /// <summary>Alarms about the inputs that fire.</summary>
    public IReadOnlyList<string> DriftAlarms { get; init; } = [];

    /// <summary>The last retraining's model, while it is a shadow or a pilot.</summary>
    public int? OnItsWay { get; init; }

    /// <summary>The newest open ticket about the metric or about drift.</summary>
    public TicketId? Ticket { get; init; }

    /// <summary>The retrainings before, the oldest first.</summary>
    public IReadOnlyList<PastRetraining> Past { get; init; } = [];

    public double AgeDays => (Now - LearnedTo).TotalDays;
}

using System.Text.Json.Serialization;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Retraining;

/// <summary>A retraining as it is kept: why it was begun, what was known then, and what it led to.</summary>
/// <param name="Reason">Its number, cause, sentence and ticket.</param>
/// <param name="QueuedAt">When it was decided.</param>
/// <param name="Training">The id of its training.</param>
/// <param name="Policy">The task's policy then.</param>
/// <param name="Situation">What was known then, but for the retrainings before, which are records of their own.</param>
/// <param name="Result">What it led to; null while it runs.</param>
public sealed record RetrainingRecord(RetrainingReason Reason, DateTimeOffset QueuedAt, string Training, RetrainingPolicy Policy, RetrainingSituation Situation, RetrainingResult? Result = null)
{
    /// <summary>The version of the rows that it learns from.</summary>
    [JsonIgnore]
    public int Rows => Situation.NewestRows ?? 0;

    /// <summary>What its model did in production; null before outcomes tell, and of a model that never came there.</summary>
    public OnlineVerdict? Online { get; init; }

    /// <summary>As it was known at a time.</summary>
    public PastRetraining AsOf(DateTimeOffset time) => Result is { } result && result.At <= time
        ? new(Reason.Number, Reason.Cause, QueuedAt, result.At, result.Outcome, Online?.At <= time ? Online.Holds : null)
        : new(Reason.Number, Reason.Cause, QueuedAt, null, RetrainingOutcome.Running);

    /// <summary>With what a look at production tells of its model for the first time; the same record where it tells nothing.</summary>
    public RetrainingRecord See(RetrainingSituation situation) =>
        Online is null && Result is { Outcome: RetrainingOutcome.Gained } && Result.Model == situation.Production && situation.Performance is { } live && RetrainingRules.Holds(Policy, live) is { } holds
            ? this with { Online = new(holds, situation.Now, live) }
            : this;

    /// <summary>The decision, made again from what is kept.</summary>
    /// <param name="earlier">The records before it, the oldest first.</param>
    public RetrainingDecision Replay(IEnumerable<RetrainingRecord> earlier) =>
        RetrainingRules.Decide(Policy, Situation with { Past = [.. earlier.Select(record => record.AsOf(QueuedAt))] });
}

/// <summary>What a retraining's model did in production, by the first outcomes that told.</summary>
/// <param name="Holds">Whether it is as good as its card says.</param>
/// <param name="At">When that was seen.</param>
/// <param name="Performance">By what.</param>
public sealed record OnlineVerdict(bool Holds, DateTimeOffset At, LivePerformance Performance);

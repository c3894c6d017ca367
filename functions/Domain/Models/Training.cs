namespace MlFunctions.Domain.Models;

public enum TrainingState
{
    Queued,
    Running,
    Succeeded,
    Failed,
}

/// <summary>What a training was asked to do; together with the code it determines the model's bytes.</summary>
/// <param name="Trainer">The one trainer to run; null for every trainer of the task's kind.</param>
/// <param name="Training">The version of the training rows.</param>
/// <param name="Validation">The version of the validation rows; null: the last days of the training rows are held out.</param>
/// <param name="Seed">Of everything random.</param>
public sealed record TrainingOrder(string? Trainer, int Training, int? Validation, int Seed);

/// <summary>One model that a training made.</summary>
/// <param name="Trainer">Who made it.</param>
/// <param name="Model">Its version.</param>
/// <param name="Metric">The name of the task's deciding metric.</param>
/// <param name="Value">Its value on the validation rows, with the ends of its 95 % interval.</param>
/// <param name="Seconds">How long its training took.</param>
/// <param name="Validation">The dataset whose rows judged it, all or a part of them.</param>
public sealed record TrainedCandidate(string Trainer, int Model, string Metric, double Value, double Lower, double Upper, double Seconds, int Validation = 0);

/// <summary>A trainer that could not learn from the rows.</summary>
/// <param name="Trainer">Which.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record SkippedTrainer(string Trainer, string Reason);

/// <summary>One run, from the queue to its candidates. An instance that runs it holds it until <see cref="HeldUntil"/> and extends that while it works.</summary>
public sealed record Training(
    string Id,
    TrainingState State,
    TrainingOrder Order,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? FinishedAt = null,
    double Progress = 0,
    string? Step = null,
    double? SecondsLeft = null,
    IReadOnlyList<TrainedCandidate>? Candidates = null,
    IReadOnlyList<SkippedTrainer>? Skipped = null,
    int? Model = null,
    string? Error = null,
    string? Holder = null,
    DateTimeOffset? HeldUntil = null,
    int Attempts = 0)
{
    /// <summary>Why it was begun; null where somebody asked for it.</summary>
    public RetrainingReason? Reason { get; init; }

    /// <summary>How often a run is begun before it is given up.</summary>
    public const int MaxAttempts = 3;

    /// <summary>How long an instance may be silent before another takes the run over.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(60);

    /// <summary>Whether an instance may take it now: it waits, or the one that ran it has fallen silent.</summary>
    public bool IsDue(DateTimeOffset now) =>
        State == TrainingState.Queued || (State == TrainingState.Running && HeldUntil < now);

    /// <summary>Taken by an instance; or failed, in words, when too many have been lost over it.</summary>
    public Training Take(string instance, DateTimeOffset now) => Attempts >= MaxAttempts
        ? Fail($"Given up after {Attempts} attempts: each time the instance that ran it stopped before the end, most likely for want of memory. Use fewer rows or a larger instance, and start a new training.", now)
        : this with { State = TrainingState.Running, StartedAt = now, Progress = 0, Step = "starting", Holder = instance, HeldUntil = now + Hold, Attempts = Attempts + 1 };

    public Training Advance(double progress, string step, DateTimeOffset now) =>
        this with { Progress = Math.Clamp(progress, Progress, 1), Step = step, SecondsLeft = Left(Math.Clamp(progress, Progress, 1), now), HeldUntil = now + Hold };

    /// <summary>Back to the queue because its instance stops in good order; that is no attempt.</summary>
    public Training GiveBack() =>
        this with { State = TrainingState.Queued, Step = "waiting: the instance that ran it was stopped", Holder = null, HeldUntil = null, Attempts = Attempts - 1 };

    /// <summary>Done; <paramref name="candidates"/> are ranked, the best first.</summary>
    public Training Succeed(IReadOnlyList<TrainedCandidate> candidates, IReadOnlyList<SkippedTrainer> skipped, DateTimeOffset now) =>
        this with { State = TrainingState.Succeeded, Progress = 1, Step = "done", SecondsLeft = 0, Skipped = skipped, Candidates = candidates, Model = candidates[0].Model, FinishedAt = now, Holder = null, HeldUntil = null };

    public Training Fail(string error, DateTimeOffset now) =>
        this with { State = TrainingState.Failed, Error = error, FinishedAt = now, Holder = null, HeldUntil = null };

    /// <summary>What is still to do takes as long as what is done did; unknown at the very beginning.</summary>
    private double? Left(double progress, DateTimeOffset now) =>
        progress >= FewestToTell && StartedAt is { } started ? Math.Round((now - started).TotalSeconds * (1 - progress) / progress) : null;

    private const double FewestToTell = 0.02;
}

using System.Collections.Immutable;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Deployments;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>What changed of a task's models in the week.</summary>
/// <param name="Task">Which.</param>
/// <param name="Promotions">Models that were put into production.</param>
/// <param name="Forced">Of these, those for which a gate was overruled.</param>
/// <param name="Rollbacks">How often the model before was put back.</param>
/// <param name="Succeeded">Trainings that ended with a model.</param>
/// <param name="Promoted">Of these, those of which a model was promoted before the end of the week.</param>
/// <param name="Failed">Trainings that ended without one.</param>
/// <param name="Unfinished">Trainings that were queued before the end of the week and had not ended.</param>
/// <param name="Changes">The promotions and rollbacks.</param>
/// <param name="Trainings">Those that ended in the week.</param>
public sealed record TaskReview(
    TaskName Task, int Promotions, int Forced, int Rollbacks, int Succeeded, int Promoted, int Failed, int Unfinished,
    ImmutableArray<DeploymentChange> Changes, ImmutableArray<ReviewedTraining> Trainings)
{
    /// <summary>Null where nothing happened.</summary>
    internal static TaskReview? Of(TaskHistory history, DateTimeOffset from, DateTimeOffset until)
    {
        DeploymentChange[] known = [.. history.Deployments.TakeWhile(change => change.At < until)];
        ImmutableArray<DeploymentChange> changes = [.. known.SkipWhile(change => change.At < from)];
        ImmutableArray<ReviewedTraining> ended = [.. history.Trainings.Where(training => training.FinishedAt >= from && training.FinishedAt < until).Select(training => ReviewedTraining.Of(training, known))];
        var unfinished = history.Trainings.Count(training => training.QueuedAt < until && !(training.FinishedAt < until));
        return changes.IsEmpty && ended.IsEmpty && unfinished == 0 ? null : new(
            history.Task,
            changes.Count(change => change.Action == DeploymentAction.Promotion),
            changes.Count(change => change.Forced),
            changes.Count(change => change.Action == DeploymentAction.Rollback),
            ended.Count(training => training.Model is not null),
            ended.Count(training => training.Promoted),
            ended.Count(training => training.Model is null),
            unfinished,
            changes,
            ended);
    }
}

/// <summary>A training that ended.</summary>
/// <param name="Id">Which.</param>
/// <param name="FinishedAt">When.</param>
/// <param name="Model">The best model that it made; null where it failed.</param>
/// <param name="Promoted">Whether one of its models was promoted before the end of the week.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ReviewedTraining(string Id, DateTimeOffset FinishedAt, int? Model, bool Promoted, string? Error)
{
    internal static ReviewedTraining Of(Training training, IReadOnlyCollection<DeploymentChange> known) => new(
        training.Id,
        training.FinishedAt!.Value,
        training.Model,
        training.Candidates?.Any(made => known.Any(change => change.Action == DeploymentAction.Promotion && change.Model == made.Model)) ?? false,
        training.Error);
}

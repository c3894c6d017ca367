using System.Collections.Immutable;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Deployments;

/// <summary>What a task serves now.</summary>
/// <param name="Changes">How many changes led here; the next one is numbered one higher.</param>
/// <param name="Production">The model that answers; null before the first promotion.</param>
/// <param name="Previous">The models that a rollback goes back to, the nearest last.</param>
/// <param name="Retired">Models that have been in production and are not now.</param>
public sealed record Deployment(int Changes, int? Production, ImmutableList<int> Previous, ImmutableSortedSet<int> Retired)
{
    public static Deployment None { get; } = new(0, null, [], []);

    public static Deployment Fold(IEnumerable<DeploymentChange> changes) => changes.Aggregate(None, (deployment, change) => deployment.Apply(change));

    public Deployment Apply(DeploymentChange change) => new(
        change.Number,
        change.Model,
        change.Action == DeploymentAction.Rollback ? Previous.RemoveAt(Previous.Count - 1) : Production is { } before ? Previous.Add(before) : Previous,
        (Production is { } left ? Retired.Add(left) : Retired).Remove(change.Model));

    /// <summary>The stage of a model of this task.</summary>
    public ModelStage Stage(int model) =>
        model == Production ? ModelStage.Production : Retired.Contains(model) ? ModelStage.Retired : ModelStage.Candidate;

    /// <summary>The change that puts <paramref name="model"/> into production.</summary>
    public Result<DeploymentChange> Promote(int model, string? reason, bool forced, DateTimeOffset now) =>
        model == Production
            ? new Conflict($"Model {model} is already in production.")
            : new DeploymentChange(Changes + 1, now, DeploymentAction.Promotion, model, Production, reason, forced);

    /// <summary>The change that puts the previous production model back.</summary>
    public Result<DeploymentChange> RollBack(string? reason, DateTimeOffset now) =>
        Previous.IsEmpty
            ? new Conflict("There is no earlier production model to roll back to; promote another model instead.")
            : new DeploymentChange(Changes + 1, now, DeploymentAction.Rollback, Previous[^1], Production, reason, Forced: false);
}

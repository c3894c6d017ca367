using System.Collections.Immutable;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Rollout.Deployments;

/// <summary>What a task serves now.</summary>
/// <param name="Changes">How many changes led here; the next one is numbered one higher.</param>
/// <param name="Production">The model that answers; null before the first promotion.</param>
/// <param name="Previous">The models that a rollback goes back to, the nearest last.</param>
/// <param name="Retired">Models that have been in production and are not now.</param>
public sealed record Deployment(int Changes, int? Production, ImmutableList<int> Previous, ImmutableSortedSet<int> Retired)
{
    /// <summary>So many models score live traffic at once, at most.</summary>
    public const int MostShadows = 5;

    public static Deployment None { get; } = new(0, null, [], []);

    /// <summary>The models that score what production answers.</summary>
    public ImmutableSortedSet<int> Shadows { get; init; } = [];

    /// <summary>The model that answers a share of the units.</summary>
    public Pilot? Pilot { get; init; }

    /// <summary>Models that left shadow or pilot for good.</summary>
    public ImmutableSortedSet<int> Rejected { get; init; } = [];

    public DeploymentPointer Pointer => new(Production, Previous is [.., var previous] ? previous : null, Pilot, [.. Shadows]);

    /// <summary>Models that are served, tried, or gone back to.</summary>
    public References References() => new([.. Pointer.InUse, .. Previous.TakeLast(Domain.Models.References.Rollbacks)], []);

    public static Deployment Fold(IEnumerable<DeploymentChange> changes) => changes.Aggregate(None, (deployment, change) => deployment.Apply(change));

    public Deployment Apply(DeploymentChange change) => (change.Action switch
    {
        DeploymentAction.Promotion => Promoted(change.Model),
        DeploymentAction.Rollback => RolledBack(change.Model),
        DeploymentAction.Shadow => Without(change.Model) with { Shadows = Shadows.Add(change.Model) },
        DeploymentAction.Pilot => Piloted(change),
        _ => Without(change.Model) with { Rejected = Rejected.Add(change.Model) },
    }) with { Changes = change.Number };

    /// <summary>The stage of a model of this task.</summary>
    public ModelStage Stage(int model) => model switch
    {
        _ when model == Production => ModelStage.Production,
        _ when model == Pilot?.Model => ModelStage.Pilot,
        _ when Shadows.Contains(model) => ModelStage.Shadow,
        _ when Rejected.Contains(model) => ModelStage.Rejected,
        _ when Retired.Contains(model) => ModelStage.Retired,
        _ => ModelStage.Candidate,
    };

    /// <summary>The change that puts <paramref name="model"/> into production.</summary>
    public Result<DeploymentChange> Promote(int model, string? reason, bool forced, DateTimeOffset now) =>
        model == Production
            ? new Conflict($"Model {model} is already in production.")
            : new DeploymentChange(Changes + 1, now, DeploymentAction.Promotion, model, Production, reason, forced);

    /// <summary>The change that lets <paramref name="model"/> score what production answers.</summary>
    public Result<DeploymentChange> Shadow(int model, string? reason, bool forced, DateTimeOffset now)
    {
        if (Refused(model) is { } refusal)
            return refusal;
        if (Shadows.Contains(model))
            return new Conflict($"Model {model} is a shadow already.");
        return Shadows.Count == MostShadows
            ? new Conflict($"There are {MostShadows} shadows, the most that there can be; take one of {string.Join(", ", Shadows)} back first: POST …/rollbacks with its version as \"model\".")
            : new DeploymentChange(Changes + 1, now, DeploymentAction.Shadow, model, null, reason, forced);
    }

    /// <summary>The change that lets <paramref name="model"/> answer a share of the units, or a larger one.</summary>
    public Result<DeploymentChange> Try(int model, double share, string? reason, bool forced, DateTimeOffset now)
    {
        if (Refused(model) is { } refusal)
            return refusal;
        if (Pilot is { } other && other.Model != model)
            return new Conflict($"Model {other.Model} is in the pilot; wait for its end, or take it back: POST …/rollbacks {{ \"model\": {other.Model} }}.");
        return Pilot?.Share >= share
            ? new Conflict(FormattableString.Invariant($"Model {model} answers {Pilot.Share:P0} of the units already; a pilot only grows, so that nobody is moved out."))
            : new DeploymentChange(Changes + 1, now, DeploymentAction.Pilot, model, null, reason, forced) { Share = share };
    }

    /// <summary>The change that takes a model out of shadow or pilot.</summary>
    public Result<DeploymentChange> Reject(int model, string? reason, DateTimeOffset now) =>
        model == Production
            ? new Conflict($"Model {model} is in production; roll back, or promote another one.")
            : new DeploymentChange(Changes + 1, now, DeploymentAction.Rejection, model, null, reason, Forced: false);

    /// <summary>The change that puts the previous production model back; where there is none but a pilot, the pilot ends.</summary>
    public Result<DeploymentChange> RollBack(string? reason, DateTimeOffset now) => Previous switch
    {
        [.., var previous] => new DeploymentChange(Changes + 1, now, DeploymentAction.Rollback, previous, Production, reason, Forced: false),
        _ when Pilot is { } pilot => Reject(pilot.Model, reason, now),
        _ => new Conflict("There is no earlier production model to roll back to; promote another model instead."),
    };

    /// <summary>The change that takes a model out of traffic, wherever it is: production goes back to the model before, a pilot or a shadow ends.</summary>
    public Result<DeploymentChange> RollBack(int model, string? reason, DateTimeOffset now) => Stage(model) switch
    {
        ModelStage.Production => RollBack(reason, now),
        ModelStage.Pilot or ModelStage.Shadow => Reject(model, reason, now),
        _ => new Conflict($"Model {model} is neither in production nor a pilot or shadow, so there is nothing to take back."),
    };

    private Conflict? Refused(int model) => Production switch
    {
        null => new Conflict("There is no model in production yet; promote one to production first."),
        { } production when production == model => new Conflict($"Model {model} is in production."),
        _ => null,
    };

    private Deployment Promoted(int model) => Without(model) with
    {
        Production = model,
        Previous = Production is { } before ? Previous.Add(before) : Previous,
        Retired = (Production is { } left ? Retired.Add(left) : Retired).Remove(model),
        Pilot = null,
        Rejected = (Pilot is { } pilot && pilot.Model != model ? Rejected.Add(pilot.Model) : Rejected).Remove(model),
    };

    /// <summary>A pilot was compared with what is gone, and is gone with it: everything is as it last was known to be good.</summary>
    private Deployment RolledBack(int model) => this with
    {
        Production = model,
        Previous = Previous.RemoveAt(Previous.Count - 1),
        Retired = (Production is { } left ? Retired.Add(left) : Retired).Remove(model),
        Pilot = null,
        Rejected = Pilot is { } pilot ? Rejected.Add(pilot.Model) : Rejected,
    };

    private Deployment Piloted(DeploymentChange change) => Without(change.Model) with
    {
        Pilot = Pilot is { } running && running.Model == change.Model
            ? running with { Share = change.Share!.Value, GrownAt = change.At, Step = running.Step + 1 }
            : new Pilot(change.Model, change.Share!.Value, change.Number, change.At, change.At, Step: 1),
    };

    private Deployment Without(int model) => this with
    {
        Shadows = Shadows.Remove(model),
        Pilot = Pilot?.Model == model ? null : Pilot,
        Rejected = Rejected.Remove(model),
    };
}

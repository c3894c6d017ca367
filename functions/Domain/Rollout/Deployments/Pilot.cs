using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Rollout.Deployments;

/// <summary>A model that answers a share of the units.</summary>
/// <param name="Model">Its version.</param>
/// <param name="Share">Of the units, 0 to 1.</param>
/// <param name="Number">The change that began it; with the task it salts who is in it.</param>
/// <param name="Since">When it began.</param>
/// <param name="GrownAt">When it got its present share.</param>
/// <param name="Step">How many shares it has had, from 1.</param>
public sealed record Pilot(int Model, double Share, int Number, DateTimeOffset Since, DateTimeOffset GrownAt, int Step)
{
    /// <summary>The units that it answers; without a unit production answers.</summary>
    public UnitShare Units(TaskName task) => new($"{task}/pilot/{Number}", Share);
}

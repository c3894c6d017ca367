namespace MlFunctions.Domain.Rollout.Deployments;

/// <summary>What instances follow: which models of a task are in use.</summary>
/// <param name="Production">The model that answers; null before the first promotion.</param>
/// <param name="Previous">The model that a rollback brings back.</param>
/// <param name="Pilot">The model that answers a share of the units, if there is one.</param>
/// <param name="Shadows">The models that score what production answers, ascending.</param>
public sealed record DeploymentPointer(int? Production, int? Previous, Pilot? Pilot, IReadOnlyList<int> Shadows)
{
    public static DeploymentPointer None { get; } = new(null, null, null, []);

    /// <summary>Every model that instances hold in memory.</summary>
    public IEnumerable<int> InUse => new[] { Production, Previous, Pilot?.Model }.OfType<int>().Concat(Shadows).Distinct();
}

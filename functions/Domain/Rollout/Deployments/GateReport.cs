using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Rollout.Deployments;

/// <summary>What every gate on the way to a stage says of a model.</summary>
/// <param name="Model">Its version.</param>
/// <param name="To">The stage.</param>
/// <param name="Production">The model that it was compared with; null where there is none.</param>
/// <param name="Set">The version of the validation set; null where the task has none.</param>
/// <param name="At">When.</param>
/// <param name="Gates">In the order of <see cref="GateNames.All"/>.</param>
public sealed record GateReport(int Model, ModelStage To, int? Production, int? Set, DateTimeOffset At, IReadOnlyList<GateVerdict> Gates)
{
    public bool Passed => Gates.All(gate => gate.Passed);

    /// <summary>Whether time alone may still open every gate that is closed.</summary>
    public bool Waiting => !Passed && Gates.All(gate => gate.Passed || gate.Waiting);
}

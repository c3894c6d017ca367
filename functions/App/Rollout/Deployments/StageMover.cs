using MlFunctions.App.Kernel;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Rollout.Deployments;

/// <summary>Moves a model to a stage, past no gate: whoever asks has judged them.</summary>
public sealed class StageMover(ModelStore models, DeploymentStore deployments, Deployer deployer, TimeProvider time)
{
    /// <summary>Why a model cannot be moved to a stage now, whatever its gates say; null where it can. One whose file is not whole must not get as far as the pointer.</summary>
    public async Task<Refusal?> RefusalAsync(TaskDefinition task, int model, ModelStage to, CancellationToken cancel)
    {
        if (await models.FindCardAsync(task.Name, model, cancel) is null)
            return Names.NoModel(task.Name.ToString(), model);
        if ((await deployments.ReadAsync(task.Name, cancel)).To(to, model, task.Promotion, null, false, time.GetUtcNow()) is { IsDone: false } change)
            return change.Refusal;
        var artifact = await models.ReadArtifactAsync(task.Name, model, cancel);
        var loaded = artifact.IsDone ? LiveTasks.Open(model, artifact.Value) : artifact.Refusal;
        return loaded.IsDone ? null : new Conflict(loaded.Refusal.Detail);
    }

    /// <summary>Moves it, if the model in production is still the one that its gates were judged beside.</summary>
    /// <param name="task">The definition.</param>
    /// <param name="move">Which model, where to, and why.</param>
    /// <param name="production">The model in production then.</param>
    /// <param name="cancel">Stops between two tries.</param>
    public Task<Result<DeploymentChange>> MoveAsync(TaskDefinition task, Move move, int? production, CancellationToken cancel) => deployer.ApplyAsync(
        task.Name,
        now =>
        {
            if (now.Production != production)
                return new Conflict("Another model was put into production meanwhile, and the gates were judged beside the one before; send the call again.");
            var change = now.To(move.To, move.Model, task.Promotion, move.Reason, move.ApprovedBy is not null, time.GetUtcNow());
            return change.IsDone ? change.Value with { By = move.By, ApprovedBy = move.ApprovedBy } : change;
        },
        cancel);
}

/// <summary>What is to be done with a model.</summary>
/// <param name="Model">Which.</param>
/// <param name="To">Where to.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who asked.</param>
/// <param name="ApprovedBy">The second person, where a gate is overruled.</param>
public sealed record Move(int Model, ModelStage To, string? Reason, string? By, string? ApprovedBy = null);

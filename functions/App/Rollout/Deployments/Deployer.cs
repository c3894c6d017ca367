using MlFunctions.Storage.Kernel;
using MlFunctions.App.Kernel;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Rollout.Deployments;

/// <summary>Changes what a task serves: decided on the present state, written only if that is still the state, decided again if not. The audit is told once it has happened.</summary>
public sealed class Deployer(DeploymentStore deployments, ModelStore models, LiveTasks live, AuditTeller audit)
{
    public async Task<Result<DeploymentChange>> ApplyAsync(TaskName task, Func<Deployment, Result<DeploymentChange>> decide, CancellationToken cancel)
    {
        for (var race = new Race($"The deployment of task {task}"); ; race.Again())
        {
            var present = await deployments.ReadAsync(task, cancel);
            var change = decide(present);
            if (!change.IsDone)
                return change;
            if (await GoneAsync(task, change.Value, cancel) is { } gone)
                return gone;
            if (!await deployments.ApplyAsync(task, present, change.Value, cancel))
                continue;
            await live.RefreshAsync(task, cancel);
            await audit.TellAsync(DeploymentEntries.Changed(task, change.Value));
            return change;
        }
    }

    /// <summary>A model whose file retention has deleted, or is about to, must not get as far as the pointer.</summary>
    private async Task<Conflict?> GoneAsync(TaskName task, DeploymentChange change, CancellationToken cancel) =>
        change.Action != DeploymentAction.Rejection && await models.FindAsync(task, change.Model, cancel) is { DeletedAt: { } at } ? ModelStore.Deleted(change.Model, at) : null;
}

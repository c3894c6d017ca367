using MlFunctions.App.Predictions;
using MlFunctions.Domain;
using MlFunctions.Domain.Deployments;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Deployments;

namespace MlFunctions.App.Deployments;

/// <summary>Changes what a task serves: decided on the present state, written only if that is still the state, decided again if not.</summary>
public sealed class Deployer(DeploymentStore deployments, LiveTasks live)
{
    private const int MaxRaces = 10;

    public async Task<Result<DeploymentChange>> ApplyAsync(TaskName task, Func<Deployment, Result<DeploymentChange>> decide, CancellationToken cancel)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var present = await deployments.ReadAsync(task, cancel);
            var change = decide(present);
            if (!change.IsDone)
                return change;
            if (!await deployments.ApplyAsync(task, present, change.Value, cancel))
                continue;
            await live.RefreshAsync(task, cancel);
            return change;
        }

        return new Conflict("Others are changing this task's deployment at the same time; look at it and try again.");
    }
}

using Microsoft.Azure.Functions.Worker;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>Queues a training for each task whose model is too old, or surely worse than it was validated.</summary>
public sealed class RetrainFunction(TaskStore tasks, RetrainingJob job)
{
    private const int MaxTasks = 1000;

    [Function("Retrain")]
    public async Task Run([TimerTrigger("%RetrainingSchedule%")] TimerInfo timer, CancellationToken cancel) =>
        await job.RunAsync((await tasks.ListAsync(null, MaxTasks, cancel)).Items, cancel);
}

using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Tasks;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>Queues a training for each task whose model is too old, or significantly worse than it was validated.</summary>
public sealed class RetrainFunction(EachTask tasks, RetrainingJob job)
{
    [Function("Retrain")]
    public Task Run([TimerTrigger("%RetrainingSchedule%")] TimerInfo timer, CancellationToken cancel) => tasks.RunAsync(task => job.RunAsync(task, cancel), cancel);
}

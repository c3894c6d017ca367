using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.App.Models;

/// <summary>Deletes the files of models and datasets that nobody refers to any more.</summary>
public sealed class PurgeIdleFunction(RetentionJob job)
{
    [Function("PurgeIdle")]
    public Task Run([TimerTrigger("%RetentionSchedule%")] TimerInfo timer, CancellationToken cancel) => job.RunAsync(cancel);
}

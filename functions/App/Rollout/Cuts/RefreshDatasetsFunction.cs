using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Rollout.Gates;

namespace MlFunctions.App.Rollout.Cuts;

/// <summary>Makes datasets of logged predictions and their outcomes, where they are due, and scores models on a new validation set.</summary>
public sealed class RefreshDatasetsFunction(DatasetJob job, RescoreJob rescoring)
{
    [Function("RefreshDatasets")]
    public async Task Run([TimerTrigger("%DatasetsSchedule%")] TimerInfo timer, CancellationToken cancel)
    {
        await job.RefreshDueAsync(cancel);
        await rescoring.RunAsync(cancel);
    }
}

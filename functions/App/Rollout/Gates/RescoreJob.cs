using MlFunctions.App.Tasks;
using MlFunctions.Domain.Datasets;
using MlFunctions.Storage.Datasets;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>Scores production and the newest models on each task's current validation set, whoever made it.</summary>
public sealed class RescoreJob(EachTask tasks, DatasetStore datasets, SetScorer scorer)
{
    public Task RunAsync(CancellationToken cancel) => tasks.RunAsync(
        async task =>
        {
            if (await datasets.LatestAsync(task.Name, DatasetRole.Validation, cancel) is { } set)
                await scorer.ScoreLastAsync(task, set.Version, cancel);
        },
        cancel);
}

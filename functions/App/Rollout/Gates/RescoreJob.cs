using Microsoft.Extensions.Logging;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>Scores production and the newest models on each task's current validation set, whoever made it.</summary>
public sealed partial class RescoreJob(TaskStore tasks, DatasetStore datasets, SetScorer scorer, ILogger<RescoreJob> logger)
{
    private const int MaxTasks = 1000;

    /// <summary>A task whose models cannot be scored does not keep the others waiting.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var task in (await tasks.ListAsync(null, MaxTasks, cancel)).Items)
        {
            try
            {
                if (await datasets.LatestAsync(task.Name, DatasetRole.Validation, cancel) is { } set)
                    await scorer.ScoreLastAsync(task, set.Version, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException && !StorageAccount.IsOutage(failure))
            {
                LogFailed(failure, task.Name);
            }
        }
    }

    [LoggerMessage(EventId = 1, EventName = "RescoringFailed", Level = LogLevel.Error, Message = "The models of {Task} could not be scored on its validation set; it is tried again")]
    private partial void LogFailed(Exception failure, TaskName task);
}

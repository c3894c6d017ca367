using Microsoft.Extensions.Logging;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Models;

/// <summary>Takes trainings from the queue. Each is taken by ETag, so two instances never run the same one; one whose instance fell silent is taken again.</summary>
public sealed partial class TrainingJob(EachTask tasks, TrainingStore trainings, TrainingRun run, InstanceId instance, TimeProvider time, ILogger<TrainingJob> logger)
{
    /// <summary>Runs every training that is due now.</summary>
    public Task RunDueAsync(CancellationToken cancel) => tasks.RunAsync(task => RunDueAsync(task, cancel), cancel);

    private async Task RunDueAsync(TaskDefinition task, CancellationToken cancel)
    {
        while (await trainings.NextDueAsync(task.Name, time.GetUtcNow(), cancel) is { } due)
        {
            var taken = due.Value.Take(instance.Value, time.GetUtcNow());
            if (await trainings.ReplaceAsync(task.Name, due, taken, cancel) is { } held && taken.State == TrainingState.Running)
                await RunAsync(task, held, cancel);
        }
    }

    private async Task RunAsync(TaskDefinition task, Stored<Training> held, CancellationToken cancel)
    {
        await using var claim = new TrainingClaim(trainings, task.Name, held, time, cancel);
        LogStarted(task.Name, held.Value.Id, held.Value.Attempts);
        try
        {
            // A step of a training may compute for minutes without a look at the token. It is left behind, and what it computes is not kept.
            var work = Task.Run(() => run.RunAsync(task, held.Value, claim, claim.Lost), claim.Lost);
            var (candidates, skipped) = await work.WaitAsync(claim.Lost);
            await claim.EndAsync(training => training.Succeed(candidates, skipped, time.GetUtcNow()));
            LogSucceeded(task.Name, held.Value.Id, candidates[0].Model);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await claim.EndAsync(training => training.GiveBack());
            throw;
        }
        catch (OperationCanceledException) when (claim.Lost.IsCancellationRequested)
        {
            LogLost(task.Name, held.Value.Id);
        }
        catch (Exception failure) when (!StorageAccount.IsOutage(failure))
        {
            LogFailed(failure, task.Name, held.Value.Id);
            await claim.EndAsync(training => training.Fail(failure.Message, time.GetUtcNow()));
        }
    }

    [LoggerMessage(EventId = 1, EventName = "TrainingStarted", Level = LogLevel.Information, Message = "Training {Task}/{Training} started, attempt {Attempt}")]
    private partial void LogStarted(TaskName task, string training, int attempt);

    [LoggerMessage(EventId = 2, EventName = "TrainingSucceeded", Level = LogLevel.Information, Message = "Training {Task}/{Training} succeeded; its best model is {Model}")]
    private partial void LogSucceeded(TaskName task, string training, int model);

    [LoggerMessage(EventId = 3, EventName = "TrainingLost", Level = LogLevel.Warning, Message = "Training {Task}/{Training} was taken over by another instance")]
    private partial void LogLost(TaskName task, string training);

    [LoggerMessage(EventId = 4, EventName = "TrainingFailed", Level = LogLevel.Error, Message = "Training {Task}/{Training} failed")]
    private partial void LogFailed(Exception failure, TaskName task, string training);
}

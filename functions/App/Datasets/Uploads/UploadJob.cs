using Microsoft.Extensions.Logging;
using MlFunctions.App.Tasks;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets.Uploads;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>Takes uploads from the queue. Each is taken by its ETag, so two instances never read the same one at a time; one whose instance fell silent is taken again.</summary>
public sealed partial class UploadJob(EachTask tasks, UploadStore uploads, UploadRun run, PartStore parts, InstanceId instance, TimeProvider time, ILogger<UploadJob> logger)
{
    private static readonly UploadProblem Fault = new(500, "Internal Server Error", "Something failed on the server; its log tells what. Complete the upload again.");

    /// <summary>Reads every upload that is due now.</summary>
    public Task RunDueAsync(CancellationToken cancel) => tasks.RunAsync(task => RunDueAsync(task, cancel), cancel);

    private async Task RunDueAsync(TaskDefinition task, CancellationToken cancel)
    {
        while (await uploads.NextDueAsync(task.Name, time.GetUtcNow(), cancel) is { } due)
        {
            var taken = due.Value.Take(instance.Value, time.GetUtcNow());
            if (await uploads.ReplaceAsync(task.Name, due, taken, cancel) is { } held && taken.State == UploadState.Completing)
                await RunAsync(task, held, cancel);
        }
    }

    private async Task RunAsync(TaskDefinition task, Stored<Upload> held, CancellationToken cancel)
    {
        var (id, progress) = (held.Value.Id, new Progress());
        await using var claim = new WorkClaim<Upload>(
            held, upload => upload.Advance(progress.Value, time.GetUtcNow()), (old, upload) => uploads.ReplaceAsync(task.Name, old, upload, CancellationToken.None), time, cancel);
        LogStarted(task.Name, id, held.Value.Attempts);
        var started = time.GetTimestamp();
        try
        {
            var result = await run.RunAsync(task, held.Value, progress, claim.Lost);
            await EndAsync(task.Name, id, claim, result);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await claim.EndAsync(upload => upload.GiveBack(time.GetElapsedTime(started)));
            throw;
        }
        catch (Exception) when (claim.Lost.IsCancellationRequested)
        {
            LogLost(task.Name, id);
        }
        catch (Exception outage) when (StorageAccount.IsOutage(outage) || outage is SourceUnreadableException)
        {
            LogInterrupted(task.Name, id, outage.GetBaseException().Message);
            await claim.EndAsync(upload => upload.Retry(time.GetUtcNow()));
        }
        catch (Exception failure)
        {
            LogFailed(failure, task.Name, id);
            await claim.EndAsync(upload => upload.Fail(Fault, time.GetUtcNow()));
        }
    }

    private async Task EndAsync(TaskName task, string id, WorkClaim<Upload> claim, Result<DatasetDescription> result)
    {
        var now = time.GetUtcNow();
        if (!await claim.EndAsync(upload => result.IsDone ? upload.Succeed(result.Value.Version, now) : upload.Fail(result.Refusal.ToProblem(), now)))
        {
            LogLost(task, id);
        }
        else if (result.IsDone)
        {
            LogCompleted(task, id, result.Value.Version);
            await parts.DeleteAsync(task, id, CancellationToken.None); // what an outage leaves here, retention deletes
        }
        else
        {
            LogRefused(task, id, result.Refusal.Detail);
        }
    }

    [LoggerMessage(EventId = 1, EventName = "UploadStarted", Level = LogLevel.Information, Message = "Reading upload {Task}/{Upload}, attempt {Attempt}")]
    private partial void LogStarted(TaskName task, string upload, int attempt);

    [LoggerMessage(EventId = 2, EventName = "UploadCompleted", Level = LogLevel.Information, Message = "Upload {Task}/{Upload} is dataset {Dataset}")]
    private partial void LogCompleted(TaskName task, string upload, int dataset);

    [LoggerMessage(EventId = 3, EventName = "UploadRefused", Level = LogLevel.Information, Message = "Upload {Task}/{Upload} was refused: {Reason}")]
    private partial void LogRefused(TaskName task, string upload, string reason);

    [LoggerMessage(EventId = 4, EventName = "UploadLost", Level = LogLevel.Warning, Message = "Upload {Task}/{Upload} was deleted or taken over by another instance")]
    private partial void LogLost(TaskName task, string upload);

    [LoggerMessage(EventId = 5, EventName = "UploadInterrupted", Level = LogLevel.Warning, Message = "Upload {Task}/{Upload} could not use the storage, and is tried again: {Outage}")]
    private partial void LogInterrupted(TaskName task, string upload, string outage);

    [LoggerMessage(EventId = 6, EventName = "UploadFailed", Level = LogLevel.Error, Message = "Upload {Task}/{Upload} failed")]
    private partial void LogFailed(Exception failure, TaskName task, string upload);

    private sealed class Progress : IProgress<double>
    {
        private double value;

        public double Value => Volatile.Read(ref value);

        public void Report(double value) => Volatile.Write(ref this.value, value);
    }
}

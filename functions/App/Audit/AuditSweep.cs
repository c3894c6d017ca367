using Microsoft.Extensions.Logging;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Audit;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Audit;

/// <summary>
/// Brings the audit up to what has happened: a change is the truth as soon as it is made, and its row follows, told at once or found here. An entry is kept once, so that nothing is lost or told
/// twice by crashes, outages or two sweeps at a time. Where nothing is new it costs four reads for each task, and two.
/// </summary>
public sealed partial class AuditSweep(TaskStore tasks, AuditNews news, VersionNews versions, AuditMarkStore marks, AuditLog log, TimeProvider time, ILogger<AuditSweep> logger)
{
    private const int MostTasks = 10_000;

    /// <summary>Tells what has not been told. What fails is logged, and tried again next time.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var known = await marks.AllAsync(cancel);
        foreach (var task in (await tasks.ListAsync(null, MostTasks, cancel)).Items)
        {
            try
            {
                await SweepAsync(task, known.GetValueOrDefault(task.Name, AuditMarks.None), cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                Failed(logger, failure, task.Name);
            }
        }
    }

    private async Task SweepAsync(TaskDefinition task, AuditMarks before, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var changes = await news.ReadAsync(task, before, now, cancel);
        var made = await versions.ReadAsync(task.Name, changes.Marks, now, cancel);
        foreach (var entry in changes.Entries.Concat(made.Entries).OrderBy(entry => entry.At))
            await log.AppendAsync(entry, cancel);
        if (made.Marks != before)
            await marks.PutAsync(task.Name, made.Marks, cancel);
    }

    [LoggerMessage(EventId = 1, EventName = "AuditSweepFailed", Level = LogLevel.Error, Message = "What happened to task {Task} could not be told to the audit; it is tried again")]
    private static partial void Failed(ILogger logger, Exception failure, TaskName task);
}

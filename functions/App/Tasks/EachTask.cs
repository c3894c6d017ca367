using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Tasks;

/// <summary>Does the work of a timer for every task. A task that fails stops no other.</summary>
public sealed partial class EachTask(TaskStore tasks, ILogger<EachTask> logger)
{
    /// <summary>Calls <paramref name="work"/> for each task, one after the other. Each failure is logged with its task.</summary>
    /// <exception cref="AggregateException">After the last task: the failures, so that the timer counts as failed; a single one is thrown as it is.</exception>
    public async Task RunAsync(Func<TaskDefinition, Task> work, CancellationToken cancel)
    {
        var failures = new List<Exception>();
        await foreach (var task in tasks.AllAsync(cancel))
        {
            try
            {
                await work(task);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception failure)
            {
                LogFailed(failure, task.Name);
                failures.Add(failure);
            }
        }

        if (failures is [var only])
            ExceptionDispatchInfo.Throw(only);
        if (failures.Count > 1)
            throw new AggregateException($"The work for {failures.Count} tasks failed; the log names each.", failures);
    }

    [LoggerMessage(EventId = 1, EventName = "TaskFailed", Level = LogLevel.Error, Message = "The work for task {Task} failed; the timer's next run does it again")]
    private partial void LogFailed(Exception failure, TaskName task);
}

using Microsoft.Azure.Functions.Worker;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Monitoring;

/// <summary>The live metrics and alarms of the tasks that a team has declared, each at its own cadence.</summary>
public sealed class ComputeTaskMetricsFunction(TaskStore tasks, MetricsTick tick)
{
    private const int MaxTasks = 1000;

    /// <summary>They have timers of their own.</summary>
    private static readonly HashSet<TaskName> Shipped = [ComputeDeliveryTimeMetricsFunction.Task, ComputeSearchRankingMetricsFunction.Task, ComputeCardFraudMetricsFunction.Task];

    [Function("ComputeTaskMetrics")]
    public async Task Run([TimerTrigger("%TaskMetricsSchedule%")] TimerInfo timer, CancellationToken cancel)
    {
        foreach (var task in (await tasks.ListAsync(null, MaxTasks, cancel)).Items.Where(task => !Shipped.Contains(task.Name) && tick.IsDue(task)))
            await tick.RunAsync(task, cancel);
    }
}

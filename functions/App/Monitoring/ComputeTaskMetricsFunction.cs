using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Tasks;

namespace MlFunctions.App.Monitoring;

/// <summary>The live metrics and alarms of every task, each at its own cadence.</summary>
public sealed class ComputeTaskMetricsFunction(EachTask tasks, MetricsTick tick)
{
    [Function("ComputeTaskMetrics")]
    public Task Run([TimerTrigger("%TaskMetricsSchedule%")] TimerInfo timer, CancellationToken cancel) =>
        tasks.RunAsync(task => tick.IsDue(task) ? tick.RunAsync(task, cancel) : Task.CompletedTask, cancel);
}

using Microsoft.Azure.Functions.Worker;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Monitoring;

/// <summary>The live metrics and alarms of card-fraud: each hour by default.</summary>
public sealed class ComputeCardFraudMetricsFunction(MetricsTick tick)
{
    internal static readonly TaskName Task = TaskName.Parse("card-fraud");

    [Function("ComputeCardFraudMetrics")]
    public Task Run([TimerTrigger("%CardFraudMetricsSchedule%")] TimerInfo timer, CancellationToken cancel) => tick.RunAsync(Task, cancel);
}

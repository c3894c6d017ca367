using Microsoft.Azure.Functions.Worker;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Monitoring;

/// <summary>The live metrics and alarms of delivery-time: each second by default.</summary>
public sealed class ComputeDeliveryTimeMetricsFunction(MetricsTick tick)
{
    internal static readonly TaskName Task = TaskName.Parse("delivery-time");

    [Function("ComputeDeliveryTimeMetrics")]
    public Task Run([TimerTrigger("%DeliveryTimeMetricsSchedule%")] TimerInfo timer, CancellationToken cancel) => tick.RunAsync(Task, cancel);
}

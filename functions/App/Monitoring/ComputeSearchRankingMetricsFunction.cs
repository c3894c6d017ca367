using Microsoft.Azure.Functions.Worker;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Monitoring;

/// <summary>The live metrics and alarms of search-ranking: each minute by default.</summary>
public sealed class ComputeSearchRankingMetricsFunction(MetricsTick tick)
{
    internal static readonly TaskName Task = TaskName.Parse("search-ranking");

    [Function("ComputeSearchRankingMetrics")]
    public Task Run([TimerTrigger("%SearchRankingMetricsSchedule%")] TimerInfo timer, CancellationToken cancel) => tick.RunAsync(Task, cancel);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>Sends the newest live metrics each second, as server-sent events, for as long as the caller listens.</summary>
public sealed class WatchMetricsFunction(TaskStore tasks, MetricsFeed feed, TimeProvider time)
{
    [Function("WatchMetrics")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/metrics/live")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var query = MetricsQuery.Read(request, definition.Value, time.GetUtcNow());
        return query.IsDone ? Results.ServerSentEvents(feed.FollowAsync(definition.Value, query.Value.Length, query.Value.Model, cancel)) : query.Refusal.ToHttp();
    }
}

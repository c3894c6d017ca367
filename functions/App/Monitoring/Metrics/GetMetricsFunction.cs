using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>Shows a page of live metrics, oldest span first: what timers have merged, and what instances have told since.</summary>
public sealed class GetMetricsFunction(TaskStore tasks, MetricsReader reader, TimeProvider time)
{
    [Function("GetMetrics")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/metrics")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var now = time.GetUtcNow();
        var query = MetricsQuery.Read(request, definition.Value, now);
        return query.IsDone ? TaskPages.Of("spans", await reader.ReadAsync(definition.Value, query.Value, now, cancel)) : query.Refusal.ToHttp();
    }
}

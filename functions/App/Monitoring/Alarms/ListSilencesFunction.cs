using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Monitoring.Alarms;

/// <summary>Lists the silences of an alarm and of all alarms of its task, the first to end before the others.</summary>
public sealed class ListSilencesFunction(TaskStore tasks, SilenceStore silences)
{
    [Function("ListSilences")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/alarms/{alarm}/silences")] HttpRequest request, string task, string alarm, CancellationToken cancel)
    {
        var query = PageQuery.Of(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var named = await tasks.AlarmAsync(task, alarm, orAll: true, cancel);
        return named.IsDone ? TaskPages.Of("silences", await silences.ListAsync(named.Value.Task.Name, alarm, query.Value.After, query.Value.Limit, cancel)) : named.Refusal.ToHttp();
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Monitoring.Alarms;

/// <summary>Lists every change of an alarm, the oldest first.</summary>
public sealed class ListAlarmChangesFunction(TaskStore tasks, AlarmStore alarms)
{
    [Function("ListAlarmChanges")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/alarms/{alarm}/changes")] HttpRequest request, string task, string alarm, CancellationToken cancel)
    {
        var query = PageQuery.ByNumber(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var named = await tasks.AlarmAsync(task, alarm, orAll: false, cancel);
        return named.IsDone
            ? TaskPages.Of("changes", await alarms.ChangesAsync(named.Value.Task.Name, alarm, query.Value.AfterNumber, query.Value.Limit, cancel))
            : named.Refusal.ToHttp();
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Monitoring.Alarms;

/// <summary>Ends a silence before its time; it stays in the list. Ending it again changes nothing.</summary>
public sealed class EndSilenceFunction(TaskStore tasks, SilenceStore silences, TimeProvider time)
{
    [Function("EndSilence")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "tasks/{task}/alarms/{alarm}/silences/{id}")] HttpRequest request, string task, string alarm, string id, CancellationToken cancel)
    {
        var named = await tasks.AlarmAsync(task, alarm, orAll: true, cancel);
        if (!named.IsDone)
            return named.Refusal.ToHttp();
        return Names.IsKey(id) && await silences.EndAsync(named.Value.Task.Name, alarm, id, time.GetUtcNow(), cancel) is { } ended
            ? Answers.Ok(ended)
            : new Missing($"The alarm {alarm} has no silence '{id}'. GET /api/tasks/{task}/alarms/{alarm}/silences lists them; one of all alarms is ended under the name all.").ToHttp();
    }
}

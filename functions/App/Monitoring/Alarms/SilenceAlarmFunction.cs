using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Monitoring.Alarms;

/// <summary>Keeps an alarm, or under the name <c>all</c> every one of the task, from its ticket for a time.</summary>
public sealed class SilenceAlarmFunction(TaskStore tasks, SilenceStore silences, TimeProvider time)
{
    [Function("SilenceAlarm")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/alarms/{alarm}/silences")] HttpRequest request, string task, string alarm, CancellationToken cancel)
    {
        var named = await tasks.AlarmAsync(task, alarm, orAll: true, cancel);
        if (!named.IsDone)
            return named.Refusal.ToHttp();
        var body = await request.ReadJsonAsync<SilenceRequest>(null, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        var silence = body.Value.Of(alarm, time.GetUtcNow());
        if (!silence.IsDone)
            return silence.Refusal.ToHttp();
        var kept = await silences.AddAsync(named.Value.Task.Name, silence.Value, cancel);
        return Answers.Created(request, kept.Id, kept);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Monitoring.Alarms;

/// <summary>Shows every alarm of a task: where it stands, what it saw last, who silences it, and how often it goes off without a cause.</summary>
public sealed class ListAlarmsFunction(TaskStore tasks, AlarmStore alarms, SilenceStore silences, TimeProvider time)
{
    [Function("ListAlarms")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/alarms")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var now = time.GetUtcNow();
        var states = (await alarms.ReadAsync(definition.Value.Name, cancel)).ToDictionary(alarm => alarm.Value.Rule, alarm => alarm.Value);
        var lasting = await silences.LastingAsync(definition.Value.Name, now, cancel);
        return Answers.Ok(new AlarmsAnswer([.. AlarmRules.Of(definition.Value).Select(rule => AlarmAnswer.From(rule, states.GetValueOrDefault(rule.Name), lasting, now))]));
    }
}

internal sealed record AlarmsAnswer(IReadOnlyList<AlarmAnswer> Alarms);

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Serving;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>Shows what the instance that answers this call has done for a task since it began.</summary>
public sealed class GetServingFunction(TaskStore tasks, InstanceId instance, ServingCounters counters, ShadowBacklogs shadows, PredictionLog log)
{
    [Function("GetServing")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/serving")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var count = counters.Of(definition.Value.Name);
        return Answers.Ok(new ServingAnswer(
            instance.Value, counters.Since, count.Answered, count.Refused, new DroppedCalls(count.Late, count.Gone), LogFigures.Of(definition.Value.Log, log.Counters(definition.Value.Name)),
            new PilotedCalls(count.Piloted, count.PilotFailed), [.. shadows.Of(definition.Value.Name).Counts.Select(shadow => ShadowedInputs.Of(shadow.Key, shadow.Value))]));
    }
}

internal sealed record ServingAnswer(string Instance, DateTimeOffset Since, long Answered, long Refused, DroppedCalls Dropped, LogFigures Log, PilotedCalls Pilot, IReadOnlyList<ShadowedInputs> Shadows);

internal sealed record DroppedCalls(long Deadline, long Disconnected);

internal sealed record PilotedCalls(long Answered, long Failed);

internal sealed record ShadowedInputs(int Model, long Scored, long Failed, long Shed)
{
    public static ShadowedInputs Of(int model, ShadowCount count) => new(model, count.Scored, count.Failed, count.Shed);
}

internal sealed record LogFigures(LogMode Mode, long Rows, long Bytes, long Appends, long Segments, long WaitingBytes, long RowsLost)
{
    public static LogFigures Of(LogMode mode, LogCounters log) => new(mode, log.Rows, log.Bytes, log.Appends, log.Segments, log.WaitingBytes, log.RowsLost);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>Says what every gate on the way to a stage says of a model, from what is measured already.</summary>
public sealed class GetGatesFunction(TaskStore tasks, GateKeeper gates)
{
    [Function("GetGates")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/models/{version}/gates")] HttpRequest request, string task, string version, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        if (!Names.TryVersion(version, out var number))
            return Names.NoModel(task, version).ToHttp();
        ModelStage? to = request.Query["to"].ToString() switch
        {
            "" or "production" => ModelStage.Production,
            "pilot" => ModelStage.Pilot,
            "shadow" => ModelStage.Shadow,
            _ => null,
        };
        return to is { } stage
            ? (await gates.ReadAsync(definition.Value, number, stage, cancel)).ToHttp()
            : new Invalid($"to={request.Query["to"]} is no stage that a model is promoted to; there are shadow, pilot and production.").ToHttp();
    }
}

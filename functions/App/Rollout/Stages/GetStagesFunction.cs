using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Rollout.Gates;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Pilots;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Rollout.Stages;

/// <summary>Shows which models of a task are in use, and how its pilot does.</summary>
public sealed class GetStagesFunction(TaskStore tasks, DeploymentStore deployments, PilotReader pilots)
{
    [Function("GetStages")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/stages")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var now = await deployments.ReadAsync(definition.Value.Name, cancel);
        var step = now is { Pilot: { } pilot, Production: { } production } ? await pilots.StepAsync(definition.Value, pilot, production, cancel) : null;
        return Answers.Ok(new StagesAnswer(now.Production, now.Previous, [.. now.Shadows], now.Pilot, step?.Guardrails, step?.Detail, [.. now.Retired], [.. now.Rejected]));
    }
}

/// <summary>Which models are where.</summary>
/// <param name="Production">The model that answers.</param>
/// <param name="Previous">Those that rollbacks bring back, the nearest last.</param>
/// <param name="Shadows">Those that score what production answers.</param>
/// <param name="Pilot">The one that answers a share of the units.</param>
/// <param name="Guardrails">How it does beside production.</param>
/// <param name="Next">What it waits for, in words.</param>
/// <param name="Retired">Those that were in production.</param>
/// <param name="Rejected">Those that left shadow or pilot for good.</param>
internal sealed record StagesAnswer(
    int? Production, IReadOnlyList<int> Previous, IReadOnlyList<int> Shadows, Pilot? Pilot, IReadOnlyList<Guardrail>? Guardrails, string? Next, IReadOnlyList<int> Retired, IReadOnlyList<int> Rejected);

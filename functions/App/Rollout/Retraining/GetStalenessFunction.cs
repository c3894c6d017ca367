using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>Shows how much models lose as they age: what was measured on the validation sets, the curve through it, and the age that is too much.</summary>
public sealed class GetStalenessFunction(TaskStore tasks, DeploymentStore deployments, ModelStore models, StalenessReader staleness)
{
    [Function("GetStaleness")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/staleness")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        if ((await deployments.PointerAsync(definition.Value.Name, cancel)).Production is not { } production || await models.FindCardAsync(definition.Value.Name, production, cancel) is not { } card)
            return new Conflict($"Task {task} has no model in production whose trainer's models could be compared. POST /api/tasks/{task}/promotions puts one there.").ToHttp();
        var (points, curve) = await staleness.ReadAsync(definition.Value, card.Trainer, cancel);
        return Answers.Ok(new StalenessAnswer(card.Trainer, definition.Value.Metric, curve.Margin, curve.LimitDays, curve.Detail, curve.Knots, points));
    }
}

/// <summary>How models of a trainer age.</summary>
/// <param name="Trainer">That of the model in production.</param>
/// <param name="Metric">Of which losses are a share.</param>
/// <param name="Margin">The loss that is taken.</param>
/// <param name="LimitDays">The age at which it is passed.</param>
/// <param name="Detail">In a sentence.</param>
/// <param name="Curve">The expected loss, linear between its knots.</param>
/// <param name="Points">What was measured.</param>
internal sealed record StalenessAnswer(string Trainer, string Metric, double Margin, double? LimitDays, string Detail, IReadOnlyList<StalenessKnot> Curve, IReadOnlyList<StalenessPoint> Points);

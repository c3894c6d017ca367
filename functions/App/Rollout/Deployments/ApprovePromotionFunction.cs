using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Rollout.Deployments;

/// <summary>Makes a forced promotion, because another person than who asked for it says so.</summary>
public sealed class ApprovePromotionFunction(TaskStore tasks, DeploymentStore deployments, ForceDesk forces, StageMover mover, TimeProvider time)
{
    [Function("ApprovePromotion")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/promotions/{id}/approvals")] HttpRequest request, string task, string id, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var body = await request.ReadJsonAsync<ApprovalRequest>(null, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        FieldError[] mistakes = [.. body.Value.By.Check("/by", Texts.Name, "Give the name of who approves.")];
        if (mistakes.Length > 0)
            return mistakes.Refuse().ToHttp();
        return Names.TryVersion(id, out var number) && await forces.FindAsync(definition.Value.Name, number, cancel) is { } asked
            ? (await ApproveAsync(definition.Value, asked, body.Value.By!, cancel)).ToHttp()
            : new Missing($"Task {task} has no forced promotion {id}. GET /api/tasks/{task}/promotions lists them.").ToHttp();
    }

    /// <summary>The request is used up before the promotion is made, so that it is made once at most.</summary>
    private async Task<Result<PromotionAnswer>> ApproveAsync(TaskDefinition task, Stored<ForcedPromotion> asked, string by, CancellationToken cancel)
    {
        var approved = asked.Value.Approve(by, (await deployments.PointerAsync(task.Name, cancel)).Production, time.GetUtcNow());
        if (!approved.IsDone)
            return approved.Refusal;
        var made = approved.Value;
        if (await mover.RefusalAsync(task, made.Model, made.To, cancel) is { } refusal)
            return refusal;
        if (!await forces.UseAsync(task.Name, asked, made, cancel))
            return new Conflict("Someone else approved it at the same moment; a request is used once.");
        var change = await mover.MoveAsync(task, new(made.Model, made.To, made.Reason, made.By, made.ApprovedBy), made.Production, cancel);
        var what = change.IsDone ? $"and model {made.Model} is in {made.To.Word()} now." : $"but it was not made: {change.Refusal.Detail}";
        await forces.TellAsync(task.Name, made, new Comment($"{made.ApprovedBy} approved what {made.By} asked for, {what}") { By = made.ApprovedBy }, cancel);
        return change.IsDone ? PromotionAnswer.Of(change.Value, made.To, made.Gates) : change.Refusal;
    }
}

internal sealed record ApprovalRequest(string? By);

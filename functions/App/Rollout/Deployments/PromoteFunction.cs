using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Rollout.Gates;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Rollout.Deployments;

/// <summary>Moves a model to shadow, pilot or production if it passes every gate on the way; forced past a closed one it waits for another person's approval.</summary>
public sealed class PromoteFunction(TaskStore tasks, GateKeeper gates, StageMover mover, ForceDesk forces, AuditTeller audit)
{
    [Function("Promote")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/promotions")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var body = await request.ReadJsonAsync<PromotionRequest>(null, cancel);
        var asked = body.IsDone ? body.Value.Check() : body;
        if (!asked.IsDone)
            return asked.Refusal.ToHttp();
        if (await mover.RefusalAsync(definition.Value, asked.Value.Model!.Value, asked.Value.To!.Value, cancel) is { } refusal)
            return refusal.ToHttp();
        var report = await gates.JudgeAsync(definition.Value, asked.Value.Model.Value, asked.Value.To.Value, cancel);
        if (!report.IsDone)
            return report.Refusal.ToHttp();
        await audit.TellAsync(DecisionEntries.Gates(definition.Value.Name, report.Value, asked.Value.By));
        if (report.Value.Passed)
            return (await PromoteAsync(definition.Value, asked.Value, report.Value, cancel)).ToHttp();
        if (!asked.Value.Force)
            return Closed(report.Value).ToHttp();
        var kept = await forces.AskAsync(definition.Value.Name, asked.Value, report.Value, cancel);
        return Answers.Accepted(request, $"{kept.Id}", ForcedAnswer.Of(kept, $"{request.PathBase}{request.Path}", report.Value.Gates));
    }

    private async Task<Result<PromotionAnswer>> PromoteAsync(TaskDefinition task, PromotionRequest asked, GateReport report, CancellationToken cancel)
    {
        var change = await mover.MoveAsync(task, new(report.Model, report.To, asked.Reason, asked.By), report.Production, cancel);
        return change.IsDone ? PromotionAnswer.Of(change.Value, report.To, report.Gates) : change.Refusal;
    }

    private static Conflict Closed(GateReport report)
    {
        var closed = report.Gates.FirstOrDefault(gate => !gate.Passed && !gate.Waiting) ?? report.Gates.First(gate => !gate.Passed);
        return new($"Model {report.Model} does not pass the gate {closed.Gate}{(report.Waiting ? " yet" : "")}: {closed.Detail} To overrule it send \"force\": true, a \"reason\" and \"by\"; another person must approve it.", report.Gates);
    }
}

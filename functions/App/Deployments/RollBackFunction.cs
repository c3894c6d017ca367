using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Deployments;

/// <summary>Puts the previous production model back, at once and without a gate.</summary>
public sealed class RollBackFunction(TaskStore tasks, Deployer deployer, TimeProvider time)
{
    private static readonly RollbackRequest NoReason = new(null);

    [Function("RollBack")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/rollbacks")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var body = await request.ReadJsonAsync(NoReason, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        var change = await deployer.ApplyAsync(definition.Value.Name, now => now.RollBack(body.Value.Reason, time.GetUtcNow()), cancel);
        return change.ToHttp();
    }
}

internal sealed record RollbackRequest(string? Reason);

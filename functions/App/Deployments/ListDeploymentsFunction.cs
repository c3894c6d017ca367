using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Deployments;
using MlFunctions.Storage.Deployments;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Deployments;

/// <summary>Lists every promotion and rollback of a task, the oldest first.</summary>
public sealed class ListDeploymentsFunction(TaskStore tasks, DeploymentStore deployments)
{
    [Function("ListDeployments")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/deployments")] HttpRequest request, string task, CancellationToken cancel)
    {
        var query = PageQuery.ByNumber(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var page = await deployments.ListAsync(definition.Value.Name, query.Value.AfterNumber, query.Value.Limit, cancel);
        return Answers.Ok(new DeploymentList(page.Items, page.Next));
    }
}

internal sealed record DeploymentList(IReadOnlyList<DeploymentChange> Deployments, string? Next);

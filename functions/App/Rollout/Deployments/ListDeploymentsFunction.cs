using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Rollout.Deployments;

/// <summary>Lists every promotion and rollback of a task, the oldest first.</summary>
public sealed class ListDeploymentsFunction(TaskStore tasks, DeploymentStore deployments)
{
    [Function("ListDeployments")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/deployments")] HttpRequest request, string task, CancellationToken cancel) =>
        tasks.PageAsync(task, PageQuery.ByNumber(request), "deployments", (name, page) => deployments.ListAsync(name, page.AfterNumber, page.Limit, cancel), cancel);
}

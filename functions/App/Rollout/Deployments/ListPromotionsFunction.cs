using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Rollout.Deployments;

/// <summary>Lists the promotions past closed gates that someone asked for, the oldest first; those that were made are among the deployments.</summary>
public sealed class ListPromotionsFunction(TaskStore tasks, ForcedPromotionStore forced)
{
    [Function("ListPromotions")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/promotions")] HttpRequest request, string task, CancellationToken cancel) =>
        tasks.PageAsync(task, PageQuery.ByNumber(request), "promotions", (name, page) => forced.ListAsync(name, page.AfterNumber, page.Limit, cancel), cancel);
}

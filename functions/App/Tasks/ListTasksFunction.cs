using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Tasks;

/// <summary>Lists the declared tasks.</summary>
public sealed class ListTasksFunction(TaskStore tasks)
{
    [Function("ListTasks")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks")] HttpRequest request, CancellationToken cancel)
    {
        var query = PageQuery.Of(request);
        return query.IsDone ? TaskPages.Of("tasks", await tasks.ListAsync(query.Value.After, query.Value.Limit, cancel)) : query.Refusal.ToHttp();
    }
}

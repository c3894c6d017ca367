using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Models;

/// <summary>Lists a task's trainings, the oldest first.</summary>
public sealed class ListTrainingsFunction(TaskStore tasks, TrainingStore trainings)
{
    [Function("ListTrainings")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/trainings")] HttpRequest request, string task, CancellationToken cancel) =>
        tasks.PageAsync(task, PageQuery.Of(request), "trainings", (name, page) => trainings.ListAsync(name, page.After, page.Limit, cancel), cancel);
}

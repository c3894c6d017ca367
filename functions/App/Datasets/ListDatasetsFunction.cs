using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets;

/// <summary>Lists a task's datasets, the oldest first.</summary>
public sealed class ListDatasetsFunction(TaskStore tasks, DatasetStore datasets)
{
    [Function("ListDatasets")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/datasets")] HttpRequest request, string task, CancellationToken cancel) =>
        tasks.PageAsync(task, PageQuery.ByNumber(request), "datasets", (name, page) => datasets.ListAsync(name, page.AfterNumber, page.Limit, cancel), cancel);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Datasets;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets;

/// <summary>Lists a task's datasets, the oldest first.</summary>
public sealed class ListDatasetsFunction(TaskStore tasks, DatasetStore datasets)
{
    [Function("ListDatasets")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/datasets")] HttpRequest request, string task, CancellationToken cancel)
    {
        var query = PageQuery.ByNumber(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var page = await datasets.ListAsync(definition.Value.Name, query.Value.AfterNumber, query.Value.Limit, cancel);
        return Answers.Ok(new DatasetList(page.Items, page.Next));
    }
}

internal sealed record DatasetList(IReadOnlyList<DatasetDescription> Datasets, string? Next);

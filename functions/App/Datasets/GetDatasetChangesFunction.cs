using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets;

/// <summary>Pages the rows that came and went since the version of the same role before.</summary>
public sealed class GetDatasetChangesFunction(TaskStore tasks, DatasetStore datasets, DatasetChangeReader changes)
{
    [Function("GetDatasetChanges")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/datasets/{version}/changes")] HttpRequest request, string task, string version, CancellationToken cancel)
    {
        var query = PageQuery.ByNumber(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var found = await DatasetLookup.NamedAsync(tasks, datasets, request, task, version, cancel);
        if (!found.IsDone)
            return found.Refusal.ToHttp();
        var (definition, dataset) = found.Value;
        var before = await datasets.BeforeAsync(definition.Name, dataset, cancel);
        if (new[] { dataset, before }.FirstOrDefault(one => one?.DeletedAt is not null) is { } deleted)
            return DatasetLookup.Deleted(deleted.Version, deleted.DeletedAt!.Value).ToHttp();
        var (added, removed, page) = await changes.ReadAsync(definition, before, dataset, query.Value.AfterNumber, query.Value.Limit, cancel);
        return Answers.Ok(new DatasetChanges(dataset.Version, before?.Version, added, removed, page.Items, page.Next));
    }
}

internal sealed record DatasetChanges(int Version, int? Previous, long Added, long Removed, IReadOnlyList<RowChange> Changes, string? Next);

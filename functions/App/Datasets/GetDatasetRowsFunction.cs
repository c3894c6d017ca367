using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets;

/// <summary>Gives a dataset's rows: the file as it was uploaded, or by <c>Accept: application/json</c> a page of rows as objects of text.</summary>
public sealed class GetDatasetRowsFunction(TaskStore tasks, DatasetStore datasets)
{
    [Function("GetDatasetRows")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/datasets/{version}/rows")] HttpRequest request, string task, string version, CancellationToken cancel)
    {
        var found = await DatasetLookup.NamedAsync(tasks, datasets, request, task, version, cancel);
        if (!found.IsDone)
            return found.Refusal.ToHttp();
        var (definition, dataset) = found.Value;
        if (dataset.DeletedAt is { } at)
            return DatasetLookup.Deleted(dataset.Version, at).ToHttp();
        if (!request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase))
            return Results.Stream(await datasets.OpenAsync(definition.Name, dataset, 0, cancel), $"{dataset.Format.ContentType()}; charset=utf-8", $"{task}-{dataset.Version}.{dataset.Format.Extension()}");

        var query = PageQuery.Of(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        if (!long.TryParse(query.Value.After ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var offset) || offset >= dataset.Bytes)
            return NoPlace(query.Value.After).ToHttp();
        await using var file = await datasets.OpenAsync(definition.Name, dataset, Math.Max(0, offset - 1), cancel);
        return await DatasetPages.ReadAsync(dataset, definition, file, offset, query.Value.Limit, cancel) is { } page
            ? Answers.Ok(new RowList(page.Items, page.Next))
            : NoPlace(query.Value.After).ToHttp();
    }

    private static Invalid NoPlace(string? after) => new($"after={after} is no place in this dataset; give the value of next of the page before.");
}

internal sealed record RowList(IReadOnlyList<IReadOnlyDictionary<string, string>> Rows, string? Next);

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Datasets;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets;

/// <summary>Describes a dataset: its hash, rows, warnings, of what it was made, and the profile of each column; <c>current</c> is the newest of a role.</summary>
public sealed class GetDatasetFunction(TaskStore tasks, DatasetStore datasets)
{
    [Function("GetDataset")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/datasets/{version}")] HttpRequest request, string task, string version, CancellationToken cancel)
    {
        var found = await DatasetLookup.NamedAsync(tasks, datasets, request, task, version, cancel);
        if (!found.IsDone)
            return found.Refusal.ToHttp();
        var (definition, dataset) = found.Value;
        return Answers.Ok(DatasetAnswer.Of(dataset, await datasets.ProfileAsync(definition.Name, dataset.Version, cancel)));
    }
}

internal sealed record DatasetAnswer(
    int Version, DatasetRole Role, DatasetFormat Format, long Rows, string Sha256, long Bytes, DateTimeOffset CreatedAt, IReadOnlyList<string> Header, IReadOnlyList<string> Warnings,
    DateTimeOffset? From, DateTimeOffset? To, DatasetOrigin? Origin, IReadOnlyList<ColumnProfile> Profile, DateTimeOffset? DeletedAt)
{
    public static DatasetAnswer Of(DatasetDescription d, IReadOnlyList<ColumnProfile> profile) =>
        new(d.Version, d.Role, d.Format, d.Rows, d.Sha256, d.Bytes, d.CreatedAt, d.Header, d.Warnings, d.From, d.To, d.Origin, profile, d.DeletedAt);
}

using MlFunctions.App.Http;
using MlFunctions.App.Tasks;
using MlFunctions.Domain;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets;

internal sealed record NamedDataset(TaskDefinition Task, DatasetDescription Dataset);

internal static class DatasetLookup
{
    /// <summary>The dataset that a route names.</summary>
    public static async Task<Result<NamedDataset>> NamedAsync(TaskStore tasks, DatasetStore datasets, string task, string version, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal;
        return Names.TryVersion(version, out var number) && await datasets.FindAsync(definition.Value.Name, number, cancel) is { } dataset
            ? new NamedDataset(definition.Value, dataset)
            : Names.NoDataset(task, version);
    }
}

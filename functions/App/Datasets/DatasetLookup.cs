using Microsoft.AspNetCore.Http;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets;

internal sealed record NamedDataset(TaskDefinition Task, DatasetDescription Dataset);

internal static class DatasetLookup
{
    /// <summary>In place of a version: the newest of the role that <c>?role=</c> says, the same for everyone.</summary>
    private const string Current = "current";

    /// <summary>The dataset that a route names.</summary>
    public static async Task<Result<NamedDataset>> NamedAsync(TaskStore tasks, DatasetStore datasets, HttpRequest request, string task, string version, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal;
        if (version == Current)
            return await CurrentAsync(datasets, definition.Value, request.Query["role"].ToString(), cancel);
        return Names.TryVersion(version, out var number) && await datasets.FindAsync(definition.Value.Name, number, cancel) is { } dataset
            ? new NamedDataset(definition.Value, dataset)
            : Names.NoDataset(task, version);
    }

    /// <summary>Reads <c>?role=</c>.</summary>
    public static bool TryRole(string text, out DatasetRole role)
    {
        role = text == "validation" ? DatasetRole.Validation : DatasetRole.Training;
        return text is "training" or "validation";
    }

    private static async Task<Result<NamedDataset>> CurrentAsync(DatasetStore datasets, TaskDefinition task, string role, CancellationToken cancel)
    {
        if (!TryRole(role, out var asked))
            return new Invalid("Say of which role the newest dataset is asked for: ?role=training or ?role=validation.");
        return await datasets.LatestAsync(task.Name, asked, cancel) is { } dataset
            ? new NamedDataset(task, dataset)
            : new Missing($"Task {task.Name} has no {role} dataset yet. POST /api/tasks/{task.Name}/datasets?role={role} keeps one.");
    }

    /// <summary>That a dataset's rows can no longer be used.</summary>
    public static Conflict Deleted(int version, DateTimeOffset at) =>
        new($"The rows of dataset {version} were deleted by retention at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, because nothing referred to them. Its description stays; the same rows can be uploaded again.");
}

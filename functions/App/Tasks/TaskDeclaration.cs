using System.Text.Json;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Tasks;

/// <summary>A definition that was taken, and whether the task is new by it.</summary>
public sealed record Declared(TaskDefinition Definition, bool IsNew);

/// <summary>Takes a definition if no dataset contradicts it. The same definition again changes nothing; another one is the next version.</summary>
public sealed class TaskDeclaration(TaskStore tasks, DatasetStore datasets)
{
    private const int MaxDatasets = 10_000;

    public async Task<Result<Declared>> DeclareAsync(TaskDefinition task, CancellationToken cancel)
    {
        if (await tasks.FindStoredAsync(task.Name, cancel) is not { } old)
            return await tasks.AddAsync(task, cancel) ? new Declared(task, IsNew: true) : Raced(task);
        var next = task with { Version = old.Value.Version };
        if (Same(next, old.Value))
            return new Declared(old.Value, IsNew: false);
        var contradictions = await ContradictionsAsync(old.Value, next, cancel);
        if (contradictions.Count > 0)
            return new Conflict($"The new definition contradicts {contradictions.Count} things about existing datasets; the first: of dataset {contradictions[0].Dataset}, {contradictions[0].Reason}. Declare another task for rows that mean something else.", contradictions);
        next = next with { Version = old.Value.Version + 1 };
        return await tasks.ReplaceAsync(old, next, cancel) ? new Declared(next, IsNew: false) : Raced(task);
    }

    private async Task<List<Contradiction>> ContradictionsAsync(TaskDefinition before, TaskDefinition after, CancellationToken cancel)
    {
        var found = new List<Contradiction>();
        foreach (var dataset in (await datasets.ListAsync(before.Name, 0, MaxDatasets, cancel)).Items)
            found.AddRange(DefinitionChange.With(before, after, dataset, await datasets.ProfileAsync(before.Name, dataset.Version, cancel)));
        return found;
    }

    /// <summary>Records compare their lists by reference, so the documents are compared.</summary>
    private static bool Same(TaskDefinition one, TaskDefinition other) => JsonSerializer.Serialize(one, Json.Options) == JsonSerializer.Serialize(other, Json.Options);

    private static Conflict Raced(TaskDefinition task) => new($"Someone else is declaring task {task.Name} at the same time; look at it and try again.");
}

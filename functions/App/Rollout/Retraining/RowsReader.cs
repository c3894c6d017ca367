using System.Collections.Concurrent;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>Tells which rows there are to learn from, and how old those are that a model learned from.</summary>
public sealed class RowsReader(DatasetStore datasets)
{
    private readonly ConcurrentDictionary<(TaskName Task, int Version), DateTimeOffset?> ends = new();

    /// <summary>The newest version of a role; null where there is none.</summary>
    public async Task<int?> NewestAsync(TaskName task, DatasetRole role, CancellationToken cancel) => (await datasets.LatestAsync(task, role, cancel))?.Version;

    /// <summary>The end of the rows that a model learned from; when it was made, where rows have no time.</summary>
    public async Task<DateTimeOffset> LearnedToAsync(TaskDefinition task, ModelCard card, CancellationToken cancel) => await EndAsync(task, card.Provenance.Training.Dataset, cancel) ?? card.CreatedAt;

    /// <summary>A dataset never changes, so its end is read once.</summary>
    private async Task<DateTimeOffset?> EndAsync(TaskDefinition task, int version, CancellationToken cancel)
    {
        if (ends.TryGetValue((task.Name, version), out var known))
            return known;
        if (task.Time is null || await datasets.FindAsync(task.Name, version, cancel) is null)
            return null;
        return ends[(task.Name, version)] = (await datasets.ProfileAsync(task.Name, version, cancel)).FirstOrDefault(column => column.Name == task.Time)?.Latest;
    }
}

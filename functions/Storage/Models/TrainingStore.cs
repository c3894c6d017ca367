using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Models;

/// <summary>The queue of trainings and their history; ids sort by the time they were queued at.</summary>
public sealed class TrainingStore(StorageAccount account)
{
    internal DocumentTable<Training> Table { get; } = new(Formats.Training, account.Table(StorageNames.TrainingsTable), training =>
        [("State", training.State.ToString()), ("Progress", training.Progress), ("Step", training.Step), ("Model", training.Model), ("Error", training.Error)]);

    public Task<bool> AddAsync(TaskName task, Training training, CancellationToken cancel) => Table.AddAsync(task.ToString(), training.Id, training, cancel);

    public Task<Stored<Training>?> FindAsync(TaskName task, string id, CancellationToken cancel) => Table.FindAsync(task.ToString(), id, cancel);

    /// <summary>The new row, or null when another instance changed it since.</summary>
    public Task<Stored<Training>?> ReplaceAsync(TaskName task, Stored<Training> old, Training training, CancellationToken cancel) =>
        Table.ReplaceAsync(task.ToString(), training.Id, old, training, cancel);

    public async Task<Page<Training>> ListAsync(TaskName task, string? after, int? limit, CancellationToken cancel)
    {
        var page = await Table.ListAsync(task.ToString(), after, limit, cancel);
        return new([.. page.Items.Select(t => t.Value)], page.Next);
    }

    /// <summary>The oldest training that an instance may take now, or null: a task's trainings run one after the other, also where there are several instances.</summary>
    public async Task<Stored<Training>?> NextDueAsync(TaskName task, DateTimeOffset now, CancellationToken cancel)
    {
        var all = await Table.AllAsync(task.ToString(), cancel);
        return all.Any(t => t.Value.State == TrainingState.Running && !t.Value.IsDue(now)) ? null : all.FirstOrDefault(t => t.Value.IsDue(now));
    }
}

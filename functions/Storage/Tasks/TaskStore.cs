using System.Runtime.CompilerServices;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Tasks;

/// <summary>The declared tasks: one row for each as it is now, and one, in a partition of the task's name, for each definition that it had before.</summary>
public sealed class TaskStore(StorageAccount account)
{
    private const string Current = "~current";
    private const int PageSize = 500;

    private readonly DocumentTable<TaskDefinition> table = new(Formats.TaskDefinition, account.Table(StorageNames.TasksTable), task =>
        [("Version", task.Version), ("Kind", task.Kind.ToString()), ("Description", task.Description)]);

    /// <summary>False when the task is there already; it is left as it is.</summary>
    public Task<bool> AddAsync(TaskDefinition task, CancellationToken cancel) => table.AddAsync(Current, task.Name.ToString(), task, cancel);

    /// <summary>Puts a new definition in the place of <paramref name="old"/>, which is kept as a former one; false when someone else changed it since.</summary>
    public async Task<bool> ReplaceAsync(Stored<TaskDefinition> old, TaskDefinition task, CancellationToken cancel)
    {
        await table.AddAsync(task.Name.ToString(), Keys.Of(old.Value.Version), old.Value, cancel);
        return await table.ReplaceAsync(Current, task.Name.ToString(), old, task, cancel) is not null;
    }

    public Task<Stored<TaskDefinition>?> FindStoredAsync(TaskName name, CancellationToken cancel) => table.FindAsync(Current, name.ToString(), cancel);

    /// <summary>The definition as it is now.</summary>
    public async Task<TaskDefinition?> FindAsync(TaskName name, CancellationToken cancel) => (await FindStoredAsync(name, cancel))?.Value;

    /// <summary>A definition that the task has, or had.</summary>
    public async Task<TaskDefinition?> FindAsync(TaskName name, int version, CancellationToken cancel) =>
        await FindAsync(name, cancel) is { } now && now.Version == version ? now : (await table.FindAsync(name.ToString(), Keys.Of(version), cancel))?.Value;

    public async Task<Page<TaskDefinition>> ListAsync(string? after, int? limit, CancellationToken cancel)
    {
        var page = await table.ListAsync(Current, after, limit, cancel);
        return new([.. page.Items.Select(task => task.Value)], page.Next);
    }

    /// <summary>Every task, in the order of the names, read page by page.</summary>
    public async IAsyncEnumerable<TaskDefinition> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        for (string? after = null, next = ""; next is not null; after = next)
        {
            (var tasks, next) = await ListAsync(after, PageSize, cancel);
            foreach (var task in tasks)
                yield return task;
        }
    }
}

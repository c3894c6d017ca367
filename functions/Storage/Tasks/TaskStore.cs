using MlFunctions.Domain;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Tables;

namespace MlFunctions.Storage.Tasks;

/// <summary>The declared tasks.</summary>
public sealed class TaskStore(StorageAccount account)
{
    private const string Partition = "tasks";

    private readonly DocumentTable<TaskDefinition> table =
        new(account.Table(StorageNames.TasksTable), task => [("Kind", task.Kind.ToString()), ("Description", task.Description)]);

    /// <summary>False when the task is there already; it is left as it is.</summary>
    public Task<bool> AddAsync(TaskDefinition task, CancellationToken cancel) => table.AddAsync(Partition, task.Name.ToString(), task, cancel);

    public async Task<TaskDefinition?> FindAsync(TaskName name, CancellationToken cancel) =>
        (await table.FindAsync(Partition, name.ToString(), cancel))?.Value;

    public async Task<Page<TaskDefinition>> ListAsync(string? after, int limit, CancellationToken cancel)
    {
        var page = await table.ListAsync(Partition, after, limit, cancel);
        return new([.. page.Items.Select(task => task.Value)], page.Next);
    }
}

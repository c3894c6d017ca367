using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Audit;

/// <summary>How far each task's changes are in the audit, in a partition beside the chain.</summary>
public sealed class AuditMarkStore(StorageAccount account)
{
    private const string Partition = "marks";

    private readonly DocumentTable<TaskMarks> table = new(Formats.AuditMarks, account.Table(StorageNames.AuditTable), _ => []);

    /// <summary>Of every task that has any.</summary>
    public async Task<IReadOnlyDictionary<TaskName, AuditMarks>> AllAsync(CancellationToken cancel) =>
        (await table.AllAsync(Partition, cancel)).ToDictionary(row => row.Value.Task, row => row.Value.Marks);

    /// <summary>Of two that write, the later one stands: what the other told is told again, and kept once.</summary>
    public Task PutAsync(TaskName task, AuditMarks marks, CancellationToken cancel) => table.PutAsync(Partition, task.ToString(), new(task, marks), cancel);
}

internal sealed record TaskMarks(TaskName Task, AuditMarks Marks);

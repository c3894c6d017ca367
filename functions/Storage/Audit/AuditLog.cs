using Azure.Data.Tables;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Audit;

/// <summary>
/// What must be found again as it was: a chain of rows, each with the hash of the row before. A row, the index of its entry's key, and the chain's head change in one transaction, so that no two
/// rows have one number, and an entry is kept once, whatever is retried, lost or told by two instances.
/// </summary>
public sealed class AuditLog(StorageAccount account) : IDisposable
{

    /// <summary>What one answer holds.</summary>
    private const int MostPerPage = 1000;

    private readonly TableClient table = account.Table(StorageNames.AuditTable);

    /// <summary>The appends of one instance wait for each other, so that only instances race.</summary>
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Keeps an entry, unless one of its key is kept already.</summary>
    /// <exception cref="InvalidOperationException">The chain's end is not as it was written.</exception>
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            for (var race = new Race("The audit"); !await TryAppendAsync(entry, cancel);)
                race.Again();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A page of rows, the oldest first.</summary>
    /// <param name="task">Whose; null: everyone's.</param>
    /// <param name="action">What; null: everything.</param>
    /// <param name="after">The number after which it begins.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<Domain.Kernel.Page<AuditLine>> ListAsync(TaskName? task, AuditAction? action, int after, int limit, CancellationToken cancel)
    {
        var rows = await ReadAsync(task, action, after, limit + 1).Take(limit + 1).ToListAsync(cancel);
        return new([.. rows.Take(limit).Select(AuditLine.Of)], rows.Count > limit ? $"{Keys.Number(rows[limit - 1].RowKey)}" : null);
    }

    /// <summary>Every row, the oldest first.</summary>
    public IAsyncEnumerable<AuditLine> AllAsync(TaskName? task, AuditAction? action, int after) => ReadAsync(task, action, after, null).Select(AuditLine.Of);

    public void Dispose() => turn.Dispose();

    private async Task<bool> TryAppendAsync(AuditEntry entry, CancellationToken cancel)
    {
        var (head, etag) = await AuditRows.HeadAsync(table, cancel);
        var row = AuditRow.After(head, entry);
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.Add, AuditRows.Chained(row, entry)),
            new(TableTransactionActionType.Add, AuditRows.Index(entry.Key, row.Number)),
            etag is { } read ? new(TableTransactionActionType.UpdateReplace, AuditRows.Head(row.Head), read) : new(TableTransactionActionType.Add, AuditRows.Head(row.Head)),
        ];
        try
        {
            await table.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (TableTransactionFailedException raced) when (raced.Status is 409 or 412)
        {
            return await AuditRows.NumberAsync(table, entry.Key, cancel) is not null;
        }
    }

    private Azure.AsyncPageable<TableEntity> ReadAsync(TaskName? task, AuditAction? action, int after, int? perPage)
    {
        var filter = AuditRows.Filter(after, int.MaxValue);
        if (task is not null)
            filter += TableClient.CreateQueryFilter($" and Task eq {task.ToString()}");
        if (action is { } wanted)
            filter += TableClient.CreateQueryFilter($" and Action eq {wanted.Word()}");
        return table.QueryAsync<TableEntity>(filter, perPage is { } size ? Math.Min(size, MostPerPage) : null);
    }
}

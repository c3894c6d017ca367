using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using MlFunctions.Domain.Audit;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Audit;

/// <summary>What a look at the chain finds in one place.</summary>
/// <param name="What">The place, such as <c>audit row 17</c>.</param>
/// <param name="Last">The row that is there; where there is none, the one before.</param>
/// <param name="Entry">What it says; null where nothing can be read.</param>
/// <param name="Fault">What is wrong; null where all is as it was written.</param>
public sealed record AuditFinding(string What, AuditHead Last, AuditEntry? Entry, string? Fault);

/// <summary>Looks through the audit's chain for what is not as it was written.</summary>
public sealed class AuditChain(StorageAccount account)
{
    private readonly TableClient table = account.Table(StorageNames.AuditTable);

    /// <summary>Every row up to the chain's end, the oldest first, and then what is wrong with its end; entries that come meanwhile do no harm.</summary>
    public async IAsyncEnumerable<AuditFinding> WalkAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        // A row, its index and the head change together: so no index that is read before the head is of a later row than the head's.
        var index = await IndexAsync(cancel);
        var (head, _) = await AuditRows.HeadAsync(table, cancel);
        var last = AuditHead.None;
        await foreach (var row in table.QueryAsync<TableEntity>(AuditRows.Filter(0, head.Number), cancellationToken: cancel))
        {
            if (row.RowKey != Keys.Of(last.Number + 1))
            {
                yield return Gone(last);
                last = new((int.TryParse(row.RowKey, out var own) ? own : last.Number + 2) - 1, AuditRows.Value(row, nameof(AuditLine.Previous)) as string ?? "");
            }

            var fault = AuditRows.Fault(row, last, out var entry) ?? (await IsIndexedAsync(index, entry!.Key, last.Number + 1, cancel) ? null : "The index of its key does not lead to it.");
            last = new(last.Number + 1, AuditRows.Value(row, nameof(AuditLine.Hash)) as string ?? "");
            yield return new($"audit row {last.Number}", last, entry, fault);
        }

        if (last.Number < head.Number)
            yield return Gone(last);
        else if (head != last)
            yield return new("audit head", last, null, $"It has the hash {head.Hash}, the last row {last.Hash}.");
        else if (index.Count > 0)
            yield return new("audit head", last, null, $"It is row {head.Number}, but there was a row {index.Values.Max()}.");
    }

    /// <summary>Whether there is an entry of a key by now.</summary>
    public async Task<bool> HasAsync(string key, CancellationToken cancel) => await AuditRows.NumberAsync(table, key, cancel) is not null;

    private static AuditFinding Gone(AuditHead last) => new($"audit row {last.Number + 1}", last, null, "It is gone.");

    /// <summary>Whether the index leads from a key to a row, which it then is no longer asked for.</summary>
    private async Task<bool> IsIndexedAsync(Dictionary<string, int> index, string key, int number, CancellationToken cancel) =>
        number == (index.Remove(AuditRows.IndexKey(key), out var known) ? known : await AuditRows.NumberAsync(table, key, cancel));

    /// <summary>The numbers of rows by the index of their entries' keys.</summary>
    private async Task<Dictionary<string, int>> IndexAsync(CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {AuditRows.Partition} and RowKey ge {AuditRows.IndexPrefix} and RowKey lt {Keys.End(AuditRows.IndexPrefix)}");
        var rows = table.QueryAsync<TableEntity>(filter, select: ["RowKey", "Number"], cancellationToken: cancel);
        return await rows.ToDictionaryAsync(row => row.RowKey, row => AuditRows.Value(row, "Number") as int? ?? 0, StringComparer.Ordinal, cancellationToken: cancel);
    }
}

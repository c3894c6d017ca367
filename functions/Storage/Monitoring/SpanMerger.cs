using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Monitoring;

/// <summary>
/// Merges what instances have told into spans. The spans, the marks up to which partials are counted, and the removal of these partials are one transaction: each partial counts once, whatever
/// fails in between and however many merge at the same time.
/// </summary>
public sealed class SpanMerger(StorageAccount account, SpanStore store, TimeProvider time)
{
    private const int MostRows = 1000;

    /// <summary>A transaction takes 100 rows, and 4 MiB: spans of many columns and scores have tens of kilobytes.</summary>
    private const int MostActions = 100;

    private const int MostSpans = 60;

    private readonly TableClient table = account.Table(StorageNames.MetricsTable);
    private readonly ConcurrentDictionary<TaskName, MergedSpans> memories = new();

    /// <summary>Merges all that waits; how many partials that were.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="alsoLate">Whether also what tells of spans some time past.</param>
    /// <param name="cancel">Stops between transactions.</param>
    public async Task<int> MergeAsync(TaskName task, bool alsoLate, CancellationToken cancel)
    {
        var memory = memories.GetOrAdd(task, _ => new MergedSpans());
        await memory.Gate.WaitAsync(cancel);
        try
        {
            for (var merged = 0; ;)
            {
                var waiting = await store.WaitingAsync(task, alsoLate ? null : false, MostRows, cancel);
                foreach (var batch in Batches(waiting))
                {
                    if (!await FitAsync(task, memory, batch, cancel))
                        break;
                    merged += batch.Count;
                }

                if (waiting.Count == 0 || (waiting.Count < MostRows && memory.IsCurrent))
                    return merged;
            }
        }
        finally
        {
            memory.Gate.Release();
        }
    }

    /// <summary>Cuts what waits into what one transaction takes.</summary>
    private static IEnumerable<IReadOnlyList<(PartialId Id, Partial Partial)>> Batches(IReadOnlyList<(PartialId Id, Partial Partial)> waiting)
    {
        var (batch, spans) = (new List<(PartialId, Partial)>(), new HashSet<string>());
        foreach (var one in waiting)
        {
            string[] touched = [.. one.Partial.Rows.SelectMany(row => row.Spread()).Select(SpanKeys.Of)];
            if (batch.Count > 0 && (spans.Union(touched).Count() is var all && (all > MostSpans || all + batch.Count + 2 > MostActions)))
            {
                yield return batch;
                (batch, spans) = ([], []);
            }

            batch.Add(one);
            spans.UnionWith(touched);
        }

        if (batch.Count > 0)
            yield return batch;
    }

    /// <summary>Merges a batch, in parts where its spans are too large for one transaction; false as the parts.</summary>
    private async Task<bool> FitAsync(TaskName task, MergedSpans memory, IReadOnlyList<(PartialId Id, Partial Partial)> batch, CancellationToken cancel)
    {
        try
        {
            return await MergeAsync(task, memory, batch, cancel);
        }
        catch (RequestFailedException tooLarge) when (tooLarge.Status == 413 && batch.Count > 1)
        {
            var half = batch.Count / 2;
            return await FitAsync(task, memory, [.. batch.Take(half)], cancel) && await FitAsync(task, memory, [.. batch.Skip(half)], cancel);
        }
    }

    /// <summary>False when someone else has merged meanwhile, so that what waits must be read again.</summary>
    private async Task<bool> MergeAsync(TaskName task, MergedSpans memory, IReadOnlyList<(PartialId Id, Partial Partial)> batch, CancellationToken cancel)
    {
        try
        {
            var partition = task.ToString();
            var marks = memory.IsCurrent ? memory.Marks : await store.Marks.FindAsync(partition, SpanKeys.Marks, cancel);
            var known = marks?.Value ?? Marks.None;
            var news = batch.Where(one => !known.Has(one.Id.Writer, one.Id.Number));
            var rows = await Task.WhenAll(
                SpanRow.Merge(news.SelectMany(one => one.Partial.Rows).SelectMany(row => row.Spread())).Select(row => memory.AddAsync(row, key => store.Spans.FindAsync(partition, key, cancel))));
            var next = known.With(batch.Select(one => (one.Id.Writer, one.Id.Number)), time.GetUtcNow());
            var answer = await table.SubmitTransactionAsync(Actions(partition, marks, next, rows, batch), cancel);
            memory.Keep(new Stored<Marks>(next, answer.Value[0].Headers.ETag!.Value));
            return true;
        }
        catch (Exception failure)
        {
            memory.Forget();
            if (failure is TableTransactionFailedException { Status: 404 or 409 or 412 })
                return false;
            throw;
        }
    }

    private IEnumerable<TableTransactionAction> Actions(string partition, Stored<Marks>? before, Marks after, IEnumerable<SpanRow> rows, IEnumerable<(PartialId Id, Partial Partial)> merged)
    {
        var marks = store.Marks.Entity(partition, SpanKeys.Marks, after);
        yield return before is null ? new(TableTransactionActionType.Add, marks) : new(TableTransactionActionType.UpdateReplace, marks, before.ETag);
        foreach (var row in rows)
            yield return new(TableTransactionActionType.UpsertReplace, store.Spans.Entity(partition, SpanKeys.Of(row), row));
        foreach (var one in merged)
            yield return new(TableTransactionActionType.Delete, new TableEntity(partition, SpanKeys.Of(one.Id)), ETag.All);
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using RowText = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace MlFunctions.Storage.Datasets;

/// <summary>One row that came or went.</summary>
/// <param name="Change"><c>added</c> or <c>removed</c>.</param>
/// <param name="Row">As text, by the names of its columns.</param>
public sealed record RowChange(string Change, RowText Row);

/// <summary>A page of what changed from one version to another.</summary>
/// <param name="Added">Rows that the later version has more.</param>
/// <param name="Removed">Rows that it has less.</param>
/// <param name="Changes">Those removed in the earlier file's order, then those added in the later one's.</param>
public sealed record RowChanges(long Added, long Removed, Page<RowChange> Changes);

/// <summary>Compares two versions as multisets of rows, whatever order and format their files have. Both files stream by, and of each row 16 bytes stay, or some more of one that changed.</summary>
public sealed class DatasetChangeReader(DatasetStore datasets)
{
    /// <param name="task">Whose versions.</param>
    /// <param name="before">The earlier version; null: there is none, and every row is added.</param>
    /// <param name="after">The later version.</param>
    /// <param name="skip">Changes of the pages before.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<RowChanges> ReadAsync(TaskDefinition task, DatasetDescription? before, DatasetDescription after, int skip, int limit, CancellationToken cancel)
    {
        var difference = new RowDifference(await HashesAsync(task, before, cancel), await HashesAsync(task, after, cancel));
        var changes = ChangesAsync(task, before, after, difference, cancel);
        var page = await changes.Skip(skip).Take(limit).ToListAsync(cancel);
        var isLast = skip + (long)page.Count >= difference.Added + difference.Removed;
        return new(difference.Added, difference.Removed, new Page<RowChange>(page, isLast ? null : $"{skip + page.Count}"));
    }

    private async IAsyncEnumerable<RowChange> ChangesAsync(TaskDefinition task, DatasetDescription? before, DatasetDescription after, RowDifference difference, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in RowsAsync(task, before, cancel).Where(row => difference.TakeRemoved(Hash(row))))
            yield return new("removed", row);
        await foreach (var row in RowsAsync(task, after, cancel).Where(row => difference.TakeAdded(Hash(row))))
            yield return new("added", row);
    }

    private async Task<List<UInt128>> HashesAsync(TaskDefinition task, DatasetDescription? dataset, CancellationToken cancel) =>
        await RowsAsync(task, dataset, cancel).Select(Hash).ToListAsync(cancel);

    private async IAsyncEnumerable<RowText> RowsAsync(TaskDefinition task, DatasetDescription? dataset, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (dataset is null)
            yield break;
        await using var file = await datasets.OpenAsync(task.Name, dataset, 0, cancel);
        await foreach (var row in RowTexts.ReadAsync(dataset, task, file, cancel))
            yield return row;
    }

    private static UInt128 Hash(RowText row) => RowHash.Of(JsonSerializer.SerializeToUtf8Bytes(row.OrderBy(cell => cell.Key, StringComparer.Ordinal).SelectMany(cell => new[] { cell.Key, cell.Value })));
}

using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Datasets;

/// <summary>What one pass over a file found.</summary>
/// <param name="Header">Its column names.</param>
/// <param name="Rows">Its usable rows.</param>
/// <param name="Profile">Of each column.</param>
/// <param name="Warnings">What was ignored or dropped, and why.</param>
internal sealed record DatasetReading(IReadOnlyList<string> Header, long Rows, IReadOnlyList<ColumnProfile> Profile, IReadOnlyList<string> Warnings)
{
    /// <summary>The samples of a profile are drawn with this seed, so that the same file has the same profile.</summary>
    private const int SampleSeed = 1;

    /// <summary>Of the first event and the last; null where rows have no time.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Times(TaskDefinition task) =>
        task.PlaceOf(task.Time) is var place and >= 0 && Profile[place] is { Earliest: { } from, Latest: { } to } ? (from, to) : null;

    public static async Task<Result<DatasetReading>> OfAsync(DatasetLines lines, TaskDefinition task, CancellationToken cancel)
    {
        var profiler = new DatasetProfiler(task, SampleSeed);
        var dropped = new SortedDictionary<string, (long Count, DroppedLine First)>(StringComparer.Ordinal);
        await foreach (var line in lines.ReadAsync(cancel))
        {
            switch (line)
            {
                case UsableLine usable:
                    profiler.Add(usable.Example);
                    break;
                case DroppedLine drop:
                    dropped[drop.Reason] = dropped.TryGetValue(drop.Reason, out var known) ? (known.Count + 1, known.First) : (1, drop);
                    break;
                case BrokenLine broken:
                    return new Invalid($"The file cannot be used from {broken.Error.Pointer} on: {broken.Error.Detail}", [broken.Error]);
            }
        }

        string[] drops = [.. dropped.Select(d => $"Rows dropped, {d.Key}: {d.Value.Count}; the first is line {d.Value.First.Line} ('{d.Value.First.Text}').")];
        if (profiler.Rows == 0)
            return new Invalid(drops.Length == 0 ? "The file has no rows." : $"No row of the file can be used. {string.Join(" ", drops)}", [new($"line {lines.FirstRow}, column 1", "There is no usable row from here on.")]);
        return new DatasetReading(lines.Header, profiler.Rows, profiler.Profiles(), [.. lines.Warnings, .. drops]);
    }
}

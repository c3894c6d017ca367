using System.Collections.Concurrent;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Monitoring;

/// <summary>A task's spans as this instance merged them last, so that the next merge need not read them. They hold for as long as nobody else has merged, which the marks' ETag tells.</summary>
internal sealed class MergedSpans
{
    /// <summary>The spans that are being written, and some that late outcomes correct again and again.</summary>
    private const int Most = 500;

    private readonly ConcurrentDictionary<string, Aggregate> sums = new(StringComparer.Ordinal);

    public SemaphoreSlim Gate { get; } = new(1);

    public Stored<Marks>? Marks { get; private set; }

    public bool IsCurrent => Marks is not null;

    /// <summary>The span of a row with the row's sums added.</summary>
    /// <param name="row">What is to be added.</param>
    /// <param name="read">Reads a span that is not in memory, by its key.</param>
    public async Task<SpanRow> AddAsync(SpanRow row, Func<string, Task<Stored<SpanRow>?>> read)
    {
        var key = SpanKeys.Of(row);
        if (!sums.TryGetValue(key, out var sum))
            sums[key] = sum = (await read(key))?.Value.Sums ?? new Aggregate();
        return row with { Sums = sum.Merge(row.Sums) };
    }

    /// <summary>The spans that were added to are in storage.</summary>
    public void Keep(Stored<Marks> marks)
    {
        Marks = marks;
        // Beginning anew is simpler than knowing which are done with.
        if (sums.Count > Most)
            sums.Clear();
    }

    /// <summary>What was added did not get into storage, or someone else's did.</summary>
    public void Forget()
    {
        Marks = null;
        sums.Clear();
    }
}

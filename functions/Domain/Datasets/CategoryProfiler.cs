namespace MlFunctions.Domain.Datasets;

/// <summary>Counts the most frequent values of a stream in memory that does not grow with it.</summary>
/// <remarks>Misra and Gries 1982: with k counters each count is at most n/(k + 1) too low; exact while there are at most k different values.</remarks>
public sealed class CategoryProfiler(int counters = 10_000)
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    /// <summary>Whether every different value had a counter of its own.</summary>
    public bool IsExact { get; private set; } = true;

    /// <summary>The different values, or the number of counters when there are more.</summary>
    public int Distinct => IsExact ? counts.Count : counters;

    public void Add(string value)
    {
        Count++;
        if (counts.TryGetValue(value, out var count))
            counts[value] = count + 1;
        else if (counts.Count < counters)
            counts.Add(value, 1);
        else
            DecreaseAll();
    }

    /// <summary>The most frequent values, the most frequent first, equal ones by name.</summary>
    public IReadOnlyList<ValueCount> Top(int most) =>
        [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(most).Select(c => new ValueCount(c.Key, c.Value))];

    private void DecreaseAll()
    {
        IsExact = false;
        foreach (var (value, count) in counts)
        {
            if (count == 1)
                counts.Remove(value);
            else
                counts[value] = count - 1;
        }
    }
}

namespace MlFunctions.Domain.Datasets;

/// <summary>Keeps of a stream the items with the smallest keys, as many as there is room for, and of those with the same key one.</summary>
/// <remarks>A uniform sample of the different items where keys are hashes of what they say (Broder 1997, bottom-k); the same whatever is streamed beside them, in memory that does not grow with the stream.</remarks>
/// <param name="mostRows">That the kept items have together.</param>
/// <param name="mostBytes">That the kept items take together.</param>
public sealed class HashSample<T>(long mostRows, long mostBytes)
    where T : class
{
    private readonly Dictionary<UInt128, (T Item, int Rows, long Bytes)> kept = [];
    private readonly PriorityQueue<UInt128, UInt128> largest = new(Comparer<UInt128>.Create((a, b) => b.CompareTo(a)));

    /// <summary>What was left out once stays out, whoever comes later.</summary>
    private UInt128? limit;

    /// <summary>Items seen.</summary>
    public long Seen { get; private set; }

    /// <summary>Items dropped for one with the same key.</summary>
    public long Duplicates { get; private set; }

    public long Rows { get; private set; }

    public long Bytes { get; private set; }

    public IEnumerable<UInt128> Keys => kept.Keys;

    public IEnumerable<T> Items => kept.Values.Select(one => one.Item);

    public T? Find(UInt128 key) => kept.TryGetValue(key, out var one) ? one.Item : null;

    /// <summary>Takes an item, if it belongs to the sample.</summary>
    /// <param name="key">Of what it says.</param>
    /// <param name="rows">That it has.</param>
    /// <param name="bytes">That it takes.</param>
    /// <param name="item">Made only if need be.</param>
    /// <param name="isBetter">Whether it takes the place of the one with the same key; else the first stays.</param>
    public void Add(UInt128 key, int rows, long bytes, Func<T> item, Func<T, bool>? isBetter = null)
    {
        Seen++;
        if (kept.TryGetValue(key, out var known))
        {
            Duplicates++;
            if (isBetter?.Invoke(known.Item) != true)
                return;
            (Rows, Bytes) = (Rows - known.Rows, Bytes - known.Bytes);
        }
        else if (key >= limit)
        {
            return;
        }
        else
        {
            largest.Enqueue(key, key);
        }

        kept[key] = (item(), rows, bytes);
        (Rows, Bytes) = (Rows + rows, Bytes + bytes);
        while (Rows > mostRows || Bytes > mostBytes)
            Remove((limit = largest.Dequeue()).Value);
    }

    /// <summary>Takes an item out; its place stays free.</summary>
    public void Drop(UInt128 key)
    {
        Duplicates++;
        Remove(key);
    }

    private void Remove(UInt128 key)
    {
        if (kept.Remove(key, out var one))
            (Rows, Bytes) = (Rows - one.Rows, Bytes - one.Bytes);
    }
}

namespace MlFunctions.Learning.Networks;

/// <summary>Cuts groups of rows into batches: the order can be drawn anew, and a group is never torn.</summary>
/// <param name="groups">Rows that belong together, none empty.</param>
/// <param name="fewestRows">Of a batch, but of the last.</param>
internal sealed class Batches(IReadOnlyList<int[]> groups, int fewestRows)
{
    private readonly int[] order = [.. Enumerable.Range(0, groups.Count)];
    private readonly int[] rows = new int[fewestRows + groups.Max(group => group.Length)];
    private readonly int[] ends = new int[groups.Count];

    private int next;

    /// <summary>Of a batch, at most.</summary>
    public int MostRows => rows.Length;

    /// <summary>From the first batch again.</summary>
    public void Restart() => next = 0;

    /// <summary>Draws the order of the groups, and starts from the first batch.</summary>
    public void Shuffle(Random random)
    {
        random.Shuffle(order);
        Restart();
    }

    /// <summary>The next batch, which is valid until the one after; false after the last.</summary>
    public bool TryNext(out Batch batch)
    {
        var (rowCount, groupCount) = (0, 0);
        while (next < order.Length && rowCount < fewestRows)
        {
            var group = groups[order[next++]];
            group.CopyTo(rows, rowCount);
            ends[groupCount++] = rowCount += group.Length;
        }

        batch = new Batch(rows.AsSpan(0, rowCount), ends.AsSpan(0, groupCount));
        return rowCount > 0;
    }
}

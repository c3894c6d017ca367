namespace MlFunctions.Domain.Datasets;

/// <summary>What has to be taken out of one multiset of rows, and put in, to get another; a row is known by its hash, 16 bytes.</summary>
public sealed class RowDifference
{
    private readonly Dictionary<UInt128, int> removed = [];
    private readonly Dictionary<UInt128, int> added = [];

    /// <param name="before">The hash of each row; is sorted.</param>
    /// <param name="after">The same of the other.</param>
    public RowDifference(List<UInt128> before, List<UInt128> after)
    {
        before.Sort();
        after.Sort();
        for (var (old, young) = (0, 0); old < before.Count || young < after.Count;)
        {
            if (young == after.Count || (old < before.Count && before[old] < after[young]))
                Count(removed, before[old++]);
            else if (old == before.Count || after[young] < before[old])
                Count(added, after[young++]);
            else
                (old, young) = (old + 1, young + 1);
        }

        (Removed, Added) = (removed.Values.Sum(count => (long)count), added.Values.Sum(count => (long)count));
    }

    public long Removed { get; }

    public long Added { get; }

    /// <summary>Whether a row, met while the first multiset goes by, is one to take out.</summary>
    public bool TakeRemoved(UInt128 row) => Take(removed, row);

    /// <summary>Whether a row, met while the second multiset goes by, is one that was put in.</summary>
    public bool TakeAdded(UInt128 row) => Take(added, row);

    private static void Count(Dictionary<UInt128, int> rows, UInt128 row) => rows[row] = rows.GetValueOrDefault(row) + 1;

    private static bool Take(Dictionary<UInt128, int> rows, UInt128 row)
    {
        if (rows.GetValueOrDefault(row) is not (> 0 and var left))
            return false;
        rows[row] = left - 1;
        return true;
    }
}

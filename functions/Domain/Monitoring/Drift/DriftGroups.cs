namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>
/// Makes few groups out of many cells, so that each has enough rows for a χ² distribution. Both samples together decide, because a cell that is chosen for having many rows in one of them
/// has too many there by chance.
/// </summary>
internal static class DriftGroups
{
    private const int Most = 10;
    private const double FewestRows = 20;
    private const double NearlyFull = 0.95;
    private const double LeastCategory = 0.05;

    /// <summary>Of each cell, its group, 0 and up.</summary>
    public static int[] Of(Samples samples) => samples.IsOrdered ? Neighbours(samples) : Frequent(samples);

    /// <summary>Cells side by side, up to about a tenth of the rows.</summary>
    private static int[] Neighbours(Samples samples)
    {
        var least = 1 / Math.Clamp(Math.Min(samples.N, samples.M) / FewestRows, 1, Most);
        var of = new int[samples.Live.Length];
        var (group, mass, left) = (0, 0.0, 1.0);
        for (var cell = 0; cell < of.Length; cell++)
        {
            of[cell] = group;
            (mass, left) = (mass + samples.Pooled(cell), left - samples.Pooled(cell));
            // What is left for the last group must be enough too.
            if (mass >= least * NearlyFull && left >= least / 2)
                (group, mass) = (group + 1, 0);
        }

        return of;
    }

    /// <summary>Each frequent cell alone, and the rest, to which all that the reference never had belongs, together.</summary>
    private static int[] Frequent(Samples samples)
    {
        var least = Math.Max(LeastCategory, FewestRows / 2 / Math.Min(samples.N, samples.M));
        int[] frequent = [.. Enumerable.Range(0, samples.Live.Length - 1).Where(cell => samples.Pooled(cell) >= least).OrderBy(samples.Pooled)];
        var rest = 1 - frequent.Sum(samples.Pooled);
        // A rest of a few rows joins the smallest group.
        var first = rest >= least || frequent.Length == 0 ? 1 : 0;
        var of = new int[samples.Live.Length];
        foreach (var (place, cell) in frequent.Index())
            of[cell] = first + place;
        return of;
    }
}

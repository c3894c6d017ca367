namespace MlFunctions.Domain.Statistics;

/// <summary>The empirical quantile, for descriptions of a sample: profiles, quartiles, percentile intervals.</summary>
public static class Quantile
{
    /// <summary>The value below which the share <paramref name="level"/> of an ascending sample lies, interpolated linearly between order statistics.</summary>
    /// <remarks>Hyndman and Fan, Sample Quantiles in Statistical Packages, The American Statistician 50 (1996), definition 7.</remarks>
    /// <param name="sorted">n ≥ 1 values, ascending.</param>
    /// <param name="level">0 to 1.</param>
    /// <exception cref="ArgumentException">The sample is empty.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double level)
    {
        if (sorted.IsEmpty)
            throw new ArgumentException("There is no quantile of no values.", nameof(sorted));
        var position = level * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The same of an unordered sample, which stays as it is.</summary>
    public static double Of(IEnumerable<double> sample, double level)
    {
        double[] sorted = [.. sample];
        Array.Sort(sorted);
        return OfSorted(sorted, level);
    }
}

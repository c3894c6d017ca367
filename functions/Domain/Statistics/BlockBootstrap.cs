namespace MlFunctions.Domain.Statistics;

/// <summary>Percentile intervals of ratios of sums, by resampling whole blocks of correlated rows.</summary>
/// <remarks>
/// Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13 (percentile interval); blocks as sampling units:
/// Field and Welsh, Bootstrapping clustered data, JRSS B 69 (2007), the cluster bootstrap.
/// Only the sums of each block are kept, so a resample costs blocks × sums, however many rows there are.
/// </remarks>
public static class BlockBootstrap
{
    /// <summary>Resamples by default, enough for the ends of a 95 % interval to move by a few hundredths of its width.</summary>
    public const int Resamples = 1000;

    /// <summary>Draws the blocks with replacement and returns the sums of each resample.</summary>
    /// <param name="blocks">B ≥ 1 blocks, each with the same S sums over its rows (a count of rows among them, for means).</param>
    /// <param name="seed">Same blocks and seed, same resamples.</param>
    /// <param name="resamples">How many to draw.</param>
    /// <returns><paramref name="resamples"/> arrays of S sums.</returns>
    /// <exception cref="ArgumentException">There are no blocks.</exception>
    public static double[][] Draw(IReadOnlyList<double[]> blocks, int seed, int resamples = Resamples)
    {
        if (blocks.Count == 0)
            throw new ArgumentException("There is nothing to resample: no blocks.", nameof(blocks));
        var random = new Random(seed);
        var drawn = new double[resamples][];
        for (var resample = 0; resample < resamples; resample++)
            drawn[resample] = Sum(blocks, random);
        return drawn;
    }

    /// <summary>The central interval of a statistic over the drawn resamples.</summary>
    /// <param name="drawn">What <see cref="Draw"/> returned.</param>
    /// <param name="statistic">From the S sums to the statistic; a resample where it is not finite (0 / 0) is left out.</param>
    /// <param name="level">0.95 for a 95 % interval.</param>
    /// <exception cref="ArgumentException">The statistic is finite in no resample.</exception>
    public static Interval Percentile(IReadOnlyList<double[]> drawn, Func<double[], double> statistic, double level = 0.95)
    {
        var values = drawn.Select(statistic).Where(double.IsFinite).ToArray();
        Array.Sort(values);
        return new Interval(Quantile.OfSorted(values, (1 - level) / 2), Quantile.OfSorted(values, (1 + level) / 2));
    }

    private static double[] Sum(IReadOnlyList<double[]> blocks, Random random)
    {
        var total = new double[blocks[0].Length];
        for (var draw = 0; draw < blocks.Count; draw++)
        {
            var block = blocks[random.Next(blocks.Count)];
            for (var sum = 0; sum < total.Length; sum++)
                total[sum] += block[sum];
        }

        return total;
    }
}

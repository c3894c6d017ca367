namespace MlFunctions.Domain.Statistics;

/// <summary>Percentile intervals of any statistic, by resampling whole blocks of correlated rows.</summary>
/// <remarks>
/// Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13 (percentile interval); blocks as sampling units:
/// Field and Welsh, Bootstrapping clustered data, JRSS B 69 (2007), the cluster bootstrap.
/// </remarks>
public static class BlockBootstrap
{
    /// <summary>Resamples by default, enough for the ends of a 95 % interval to move by a few hundredths of its width.</summary>
    public const int Resamples = 1000;

    /// <summary>Draws as many blocks as there are, with replacement, again and again.</summary>
    /// <param name="blocks">How many blocks there are, at least one.</param>
    /// <param name="seed">Same blocks and seed, same resamples.</param>
    /// <param name="resamples">How often.</param>
    /// <returns>For each resample, how often each block was drawn.</returns>
    /// <exception cref="ArgumentException">There are no blocks.</exception>
    public static double[][] Draw(int blocks, int seed, int resamples = Resamples)
    {
        if (blocks < 1)
            throw new ArgumentException("There is nothing to resample: no blocks.", nameof(blocks));
        var random = new Random(seed);
        var drawn = new double[resamples][];
        for (var resample = 0; resample < resamples; resample++)
        {
            drawn[resample] = new double[blocks];
            for (var draw = 0; draw < blocks; draw++)
                drawn[resample][random.Next(blocks)]++;
        }

        return drawn;
    }

    /// <summary>The central interval of a statistic's values over the resamples; values that are not finite (0 / 0) are left out.</summary>
    /// <param name="values">Of each resample.</param>
    /// <param name="level">0.95 for a 95 % interval.</param>
    /// <exception cref="ArgumentException">The statistic is finite in no resample.</exception>
    public static Interval Percentile(IEnumerable<double> values, double level = 0.95)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        return new Interval(Quantile.OfSorted(sorted, (1 - level) / 2), Quantile.OfSorted(sorted, (1 + level) / 2));
    }
}

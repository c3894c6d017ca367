namespace MlFunctions.Domain.Metrics.Bins;

/// <summary>Fixed bins for quantities of any size (milliseconds, seconds, a label's unit): each is 2 % wider than the one before, so that a bin's value is at most 1 % off.</summary>
/// <remarks>Masson, Rim and Lee, DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees, PVLDB 12 (2019). Negative numbers have negative bins; bin 0 is what is nearer to zero than 10⁻⁹.</remarks>
public static class LogBins
{
    /// <summary>The most by which <see cref="Value"/> differs from what is in the bin, as a share.</summary>
    public const double Error = (Growth - 1) / (Growth + 1);

    private const double Growth = 1.02;
    private const double Smallest = 1e-9;
    private const int Last = 17_500;

    private static readonly double LogGrowth = Math.Log(Growth);

    /// <summary>The bin of a number, −17,500 to 17,500; those beyond ±10¹⁴¹ share the last ones.</summary>
    public static int Of(double number)
    {
        var size = Math.Abs(number);
        if (!(size > Smallest))
            return 0;
        // The quotient of the largest numbers is infinite, which is no bin.
        var bin = 1 + (int)Math.Min(Last - 1, Math.Log(size / Smallest) / LogGrowth);
        return number < 0 ? -bin : bin;
    }

    /// <summary>What stands for the numbers of a bin.</summary>
    public static double Value(int bin) => bin == 0 ? 0 : Math.Sign(bin) * 2 * Edge(Math.Abs(bin) - 1) * Growth / (Growth + 1);

    /// <summary>Where a bin ends and the next one begins.</summary>
    public static double Upper(int bin) => bin >= 0 ? Edge(bin) : -Edge(-bin - 1);

    /// <summary>The number below which a share of the histogram lies, within <see cref="Error"/>; NaN of an empty one.</summary>
    public static double Quantile(Histogram histogram, double level)
    {
        var rank = level * (histogram.Total - 1);
        var below = 0L;
        foreach (var (bin, count) in histogram.Bins)
        {
            below += count;
            if (below > rank)
                return Value(bin);
        }

        return double.NaN;
    }

    private static double Edge(int bin) => Smallest * Math.Pow(Growth, bin);
}

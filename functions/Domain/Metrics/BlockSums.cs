using MlFunctions.Domain.Models;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Metrics;

/// <summary>Sums of the terms of rows, by block: all that metrics and their intervals need.</summary>
internal static class BlockSums
{
    /// <summary>One array of sums for each block, from one array of as many terms for each row.</summary>
    public static double[][] Of(Blocks blocks, IReadOnlyList<double[]> terms)
    {
        var sums = Enumerable.Range(0, blocks.Count).Select(_ => new double[terms[0].Length]).ToArray();
        for (var row = 0; row < terms.Count; row++)
            Add(sums[blocks.Of[row]], terms[row]);
        return sums;
    }

    public static double[] Total(IReadOnlyList<double[]> sums)
    {
        var total = new double[sums[0].Length];
        foreach (var block in sums)
            Add(total, block);
        return total;
    }

    /// <summary>The statistic of all blocks, with the interval over the resamples.</summary>
    public static MetricEstimate Estimate(string name, double[] total, IReadOnlyList<double[]> drawn, Func<double[], double> statistic)
    {
        var interval = BlockBootstrap.Percentile(drawn, statistic);
        return new MetricEstimate(name, statistic(total), interval.Lower, interval.Upper);
    }

    private static void Add(double[] into, double[] terms)
    {
        for (var term = 0; term < into.Length; term++)
            into[term] += terms[term];
    }
}

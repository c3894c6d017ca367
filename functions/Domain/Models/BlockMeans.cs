namespace MlFunctions.Domain.Models;

/// <summary>Means of terms over samples of blocks: only the sums of each block are kept, so a sample costs blocks × terms, however many rows there are.</summary>
internal static class BlockMeans
{
    /// <param name="blocks">The block of each observation.</param>
    /// <param name="terms">Of each observation as many terms as there are finishes; an observation with a NaN first term is skipped.</param>
    /// <param name="finishes">From the mean of each term to its metric.</param>
    public static SampledMetrics Of(IEnumerable<int> blocks, IEnumerable<double[]> terms, IReadOnlyList<Func<double, double>> finishes)
    {
        var sums = new Dictionary<int, double[]>();
        foreach (var (block, term) in blocks.Zip(terms))
        {
            if (double.IsNaN(term[0]))
                continue;
            if (!sums.TryGetValue(block, out var sum))
                sums[block] = sum = new double[finishes.Count + 1];
            for (var place = 0; place < term.Length; place++)
                sum[place] += term[place];
            sum[^1]++;
        }

        return draws => Finish(sums, draws, finishes);
    }

    private static double[] Finish(Dictionary<int, double[]> sums, double[] draws, IReadOnlyList<Func<double, double>> finishes)
    {
        var total = new double[finishes.Count + 1];
        foreach (var (block, sum) in sums)
        {
            for (var place = 0; draws[block] > 0 && place < total.Length; place++)
                total[place] += draws[block] * sum[place];
        }

        return [.. finishes.Select((finish, place) => total[^1] == 0 ? double.NaN : finish(total[place] / total[^1]))];
    }
}

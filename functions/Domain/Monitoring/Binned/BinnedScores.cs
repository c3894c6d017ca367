using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Monitoring.Binned;

/// <summary>Scored rows of two classes of which only the <see cref="ScoreBins"/> are known.</summary>
/// <param name="Bins">Those that hold anything, the highest scores first.</param>
/// <param name="NegativeWeight">What each negative counts.</param>
/// <param name="HasDeclaredPrevalence">Whether that weight gives the classes shares that are known beforehand, so that how many of each came is no chance.</param>
internal sealed record BinnedScores(IReadOnlyList<ScoreBin> Bins, double NegativeWeight, bool HasDeclaredPrevalence)
{
    private static readonly bool[] Classes = [true, false];

    // Sorted once, for as many metrics as are read.
    private readonly Lazy<ScoredRows> middle = new(() => Sorted(Bins, bin => bin.Score, bin => bin.Score));
    private readonly Lazy<ScoredRows> best = new(() => Sorted(Bins, bin => (2.0 * bin.Bin) + 1, bin => 2.0 * bin.Bin));
    private readonly Lazy<ScoredRows> worst = new(() => Sorted(Bins, bin => 2.0 * bin.Bin, bin => (2.0 * bin.Bin) + 1));
    private readonly double[] weights = [.. Bins.SelectMany(bin => new[] { bin.Positives, NegativeWeight * bin.Negatives })];

    public double Positives { get; } = Bins.Sum(bin => bin.Positives);

    public double Negatives { get; } = Bins.Sum(bin => bin.Negatives);

    /// <summary>The rows in a histogram for each class.</summary>
    /// <param name="positives">Counts below 0 are taken as 0.</param>
    /// <param name="negatives">The same.</param>
    /// <param name="negativeWeight">Null: see <paramref name="prevalence"/>.</param>
    /// <param name="prevalence">The share that positives are to weigh; null: as they come.</param>
    public static BinnedScores Of(Histogram? positives, Histogram? negatives, double? negativeWeight, double? prevalence)
    {
        var counts = new SortedDictionary<int, (double Positives, double Negatives)>(Comparer<int>.Create((one, other) => other.CompareTo(one)));
        foreach (var (bin, count) in positives?.Bins ?? [])
            counts[bin] = (Math.Max(0, count), 0);
        foreach (var (bin, count) in negatives?.Bins ?? [])
            counts[bin] = (counts.GetValueOrDefault(bin).Positives, Math.Max(0, count));
        return Of([.. counts.Select(bin => new ScoreBin(bin.Key, bin.Value.Positives, bin.Value.Negatives)).Where(bin => bin.Rows > 0)], negativeWeight, prevalence);
    }

    /// <summary>The same of bins, the highest first.</summary>
    public static BinnedScores Of(IReadOnlyList<ScoreBin> bins, double? negativeWeight, double? prevalence)
    {
        var (positives, negatives) = (bins.Sum(bin => bin.Positives), bins.Sum(bin => bin.Negatives));
        return negativeWeight is null && prevalence is { } share && positives > 0 && negatives > 0
            ? new BinnedScores(bins, positives * (1 - share) / (share * negatives), true)
            : new BinnedScores(bins, negativeWeight ?? 1, false);
    }

    /// <summary>A metric as if all rows of a bin had the score of its middle.</summary>
    public double Middle(BinaryMetric metric) => metric.Of(middle.Value, weights);

    /// <summary>A metric of the order of rows as if in each bin all positives stood before all negatives, or after them.</summary>
    public double InOrder(BinaryMetric metric, bool positivesFirst) => metric.Of((positivesFirst ? best : worst).Value, weights);

    private static ScoredRows Sorted(IReadOnlyList<ScoreBin> bins, Func<ScoreBin, double> positive, Func<ScoreBin, double> negative) =>
        ScoredRows.Sort([.. bins.SelectMany(bin => new[] { positive(bin), negative(bin) })], [.. bins.SelectMany(_ => Classes)]);
}

/// <summary>The rows of one bin.</summary>
internal readonly record struct ScoreBin(int Bin, double Positives, double Negatives)
{
    public double Rows => Positives + Negatives;

    public double Score => ScoreBins.Value(Bin);

    /// <summary>The probabilities that are in it.</summary>
    public Interval Edges => new(Bin <= ScoreBins.Of(0) ? 0 : ScoreBins.Upper(Bin - 1), ScoreBins.Upper(Bin));
}

using System.Globalization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;

namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>What a model answers, in about forty cells at the quantiles of its answers to validation rows.</summary>
internal static class WatchedAnswers
{
    public const string Output = "(output)";
    public const string Width = "(width)";

    private const int MostCells = 40;

    /// <summary>The answer of a task of this kind.</summary>
    public static Watched OutputOf(TaskKind kind, AnswersReference answers) => kind == TaskKind.Binary
        ? Of(Output, Weighted(answers), ScoreBins.Value, ScoreBins.Upper)
        : Of(Output, Counts(answers.Output), LogBins.Value, LogBins.Upper);

    /// <summary>P90 − P10 of a regression.</summary>
    public static Watched WidthOf(AnswersReference answers) => Of(Width, Counts(answers.Widths), LogBins.Value, LogBins.Upper);

    private static Watched Of(string name, SortedDictionary<int, double> bins, Func<int, double> value, Func<int, double> upper)
    {
        var all = bins.Values.Sum();
        if (all == 0)
            return new(name, 1, _ => 0, _ => "any", [0], IsOrdered: true);
        var (ends, counts, mass) = (new List<int>(), new List<double>(), 0.0);
        foreach (var (bin, count) in bins)
        {
            mass += count;
            if (mass < all / MostCells && bin != bins.Keys.Last())
                continue;
            ends.Add(bin);
            counts.Add(mass);
            mass = 0;
        }

        var first = bins.Keys.First();
        double[] edges = [upper(first - 1), upper(first - 1), .. ends.Select(upper), upper(ends[^1])];
        var mean = bins.Sum(bin => bin.Value * value(bin.Key)) / all;
        var deviation = Math.Sqrt(bins.Sum(bin => bin.Value * Math.Pow(value(bin.Key) - mean, 2)) / all);
        return new(name, counts.Count + 2, CellOf, Label, [0, .. counts, 0], IsOrdered: true, edges, deviation);

        int CellOf(int bin)
        {
            var place = ends.BinarySearch(bin);
            return bin < first ? 0 : 1 + (place < 0 ? ~place : place);
        }

        string Label(int cell) => cell == 0 ? $"below {Text(edges[1])}" : cell > ends.Count ? $"above {Text(edges[^1])}" : $"{Text(edges[cell])} to {Text(edges[cell + 1])}";
    }

    private static SortedDictionary<int, double> Counts(Histogram histogram) => new(histogram.Bins.ToDictionary(bin => bin.Bin, bin => (double)bin.Count));

    /// <summary>Both classes at the declared prevalence, as many as they are worth (Kish, Survey Sampling, 1965).</summary>
    private static SortedDictionary<int, double> Weighted(AnswersReference answers)
    {
        var (positives, negatives, weight) = ((double)answers.Positives.Total, (double)answers.Negatives.Total, answers.NegativeWeight);
        var scale = (positives + (weight * negatives)) / (positives + (weight * weight * negatives));
        var counts = new SortedDictionary<int, double>();
        foreach (var (bin, count) in answers.Positives.Bins)
            counts[bin] = count * scale;
        foreach (var (bin, count) in answers.Negatives.Bins)
            counts[bin] = counts.GetValueOrDefault(bin) + (count * weight * scale);
        return counts;
    }

    private static string Text(double number) => number.ToString("G4", CultureInfo.InvariantCulture);
}

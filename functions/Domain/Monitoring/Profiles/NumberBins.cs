using System.Globalization;
using System.Runtime.Intrinsics;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Monitoring.Profiles;

/// <summary>A number's bins: each ends with its cut, which belongs to it. All cuts are compared at once, without a branch, so the time is the same wherever a number lies.</summary>
internal sealed class NumberBins : ColumnBins
{
    private readonly double min;
    private readonly double max;
    private readonly double[] cuts;
    private readonly Vector256<double>[] fours;

    /// <param name="cuts">Where a bin ends and the next begins, ascending.</param>
    /// <param name="min">The least training value; NaN where there was none.</param>
    /// <param name="max">The greatest.</param>
    public NumberBins(IReadOnlyList<double> cuts, double min, double max)
    {
        (this.cuts, this.min, this.max) = ([.. cuts], min, max);
        fours = [.. this.cuts.Chunk(Vector256<double>.Count).Select(some => Vector256.Create([.. some, .. Enumerable.Repeat(double.PositiveInfinity, Vector256<double>.Count - some.Length)]))];
    }

    public override int Count => cuts.Length + 1;

    public override int Of(Row row, int place) => Of(row.Numbers[place]);

    public int Of(double number)
    {
        if (!(number >= min))
            return double.IsNaN(number) ? Missing : Below;
        if (number > max)
            return Count;
        var (all, below) = (Vector256.Create(number), Vector256<long>.Zero);
        // What is true is −1.
        foreach (var four in fours)
            below -= Vector256.GreaterThan(all, four).AsInt64();
        return (int)Vector256.Sum(below);
    }

    private protected override string Inside(int bin)
    {
        var (from, to) = (bin == 0 ? min : cuts[bin - 1], bin == cuts.Length ? max : cuts[bin]);
        return bin == 0 ? from == to ? Text(to) : $"{Text(from)} to {Text(to)}" : $"above {Text(from)} to {Text(to)}";
    }

    private static string Text(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}

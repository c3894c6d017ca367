using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Profiles;

namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>Something whose live histogram is compared with a reference: a column, or what a model answered.</summary>
/// <param name="Name">The column's, or of an output its name in brackets.</param>
/// <param name="Cells">How many cells there are, those beyond the reference's range included.</param>
/// <param name="CellOf">The cell of a live bin; −1 for a missing value.</param>
/// <param name="Label">What people call a cell.</param>
/// <param name="Reference">Of each cell, how many the reference has.</param>
/// <param name="IsOrdered">Whether the cells are in an order.</param>
/// <param name="Edges">Of numbers: where cells begin and end.</param>
/// <param name="Scale">Of numbers: their standard deviation in the reference.</param>
/// <param name="IsTested">False for texts and ids, of which each may be new.</param>
/// <param name="IsByHour">Whether it can be compared in whole days alone.</param>
internal sealed record Watched(
    string Name, int Cells, Func<int, int> CellOf, Func<int, string> Label, double[] Reference, bool IsOrdered, double[]? Edges = null, double Scale = 0, bool IsTested = true, bool IsByHour = false)
{
    /// <summary>By detector: how far single days of training were from all of them.</summary>
    public IReadOnlyDictionary<string, double>? DayToDay { get; init; }

    /// <summary>A column of a model.</summary>
    /// <param name="column">As it was learned from.</param>
    /// <param name="evidence">How much of independent evidence a training row is.</param>
    public static Watched Of(ColumnReference column, double evidence)
    {
        double[] counts = [.. column.Counts.Select(count => count * evidence)];
        var bins = column.Bins;
        var watched = column.Type switch
        {
            ColumnType.Number => Number(column, counts),
            ColumnType.Time => new Watched(column.Name, bins.Count, bin => bin, bins.Label, counts, IsOrdered: true, IsByHour: true),
            ColumnType.Category => Category(column, counts),
            _ => new(column.Name, 1, bin => bin, bins.Label, counts, IsOrdered: false, IsTested: false),
        };
        return watched with { DayToDay = column.DayToDay };
    }

    /// <summary>Two counts of the cells, to be compared.</summary>
    public Samples Beside(double[] live, double[] reference) => new(live, reference, IsOrdered, Edges, Scale) { DayToDay = DayToDay };

    /// <summary>Counts a live histogram into the cells.</summary>
    /// <param name="live">Of the same bins.</param>
    /// <param name="evidence">How much of independent evidence each of its counts is.</param>
    public double[] Count(Histogram live, double evidence)
    {
        var counts = new double[Cells];
        foreach (var (bin, count) in live.Bins)
        {
            if (CellOf(bin) is var cell and >= 0)
                counts[cell] += Math.Max(0, count) * evidence;
        }

        return counts;
    }

    // One cell more at each end, of no width, for what lies beyond.
    private static Watched Number(ColumnReference column, double[] counts)
    {
        double? min = column.Min, max = column.Max;
        double[]? edges = min is null ? null : [min.Value, min.Value, .. column.Cuts!, max!.Value, max.Value];
        return new(
            column.Name, counts.Length + 2, bin => bin switch { ColumnBins.Missing => -1, ColumnBins.Below => 0, _ => bin + 1 }, cell => column.Bins.Label(cell == 0 ? ColumnBins.Below : cell - 1),
            [0, .. counts, 0], IsOrdered: true, edges, column.StandardDeviation ?? 0);
    }

    // What was never seen and what was rarely seen share the last cell: how much of it is new by chance depends on how many rows there are.
    private static Watched Category(ColumnReference column, double[] counts)
    {
        var values = column.Values?.Count ?? 0;
        return new(
            column.Name, values + 1, bin => Math.Min(bin, values), cell => cell < values ? column.Bins.Label(cell) : "others and new ones",
            counts.Length > values ? counts : [.. counts, 0], IsOrdered: false);
    }
}

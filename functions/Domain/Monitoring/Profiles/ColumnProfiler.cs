using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Monitoring.Profiles;

/// <summary>Makes the reference of one column while its rows go by, in memory that does not grow with them.</summary>
/// <param name="column">Which one.</param>
/// <param name="place">Its place in the rows.</param>
/// <param name="random">Draws the sample of a number.</param>
internal sealed class ColumnProfiler(Column column, int place, Random random)
{
    /// <summary>Fine enough for Kolmogorov–Smirnov and Wasserstein: what lies between two cuts is 2.5 % of the rows, or one value.</summary>
    private const int NumberOfBins = 40;

    private const int FrequentValues = 50;

    private readonly NumberProfiler numbers = new(random);
    private readonly CategoryProfiler categories = new();
    private readonly long[] hours = new long[24];
    private long rows;
    private long missing;

    public void Add(Row row)
    {
        rows++;
        if (row.IsMissing(place, column))
            missing++;
        else if (column.Type == ColumnType.Number)
            numbers.Add(row.Numbers[place]);
        else if (column.Type == ColumnType.Time)
            hours[new HourBins().Of(row, place)]++;
        else if (column.Type == ColumnType.Category)
            categories.Add(row.Texts[place]!);
    }

    public ColumnReference Reference() => column.Type switch
    {
        ColumnType.Number => Number(),
        ColumnType.Time => Empty() with { Counts = hours },
        ColumnType.Category => Category(),
        _ => Empty() with { Counts = [rows - missing] },
    };

    private ColumnReference Empty() => new(column.Name, column.Type, column.Required, rows, missing, [0]);

    private ColumnReference Number()
    {
        if (numbers.Count == 0)
            return Empty();
        double[] sample = [.. numbers.Sample.Order()];
        var cuts = Enumerable.Range(1, NumberOfBins - 1)
            .Select(bin => sample[Math.Max(0, (int)Math.Ceiling((double)bin * sample.Length / NumberOfBins) - 1)])
            .Distinct().Where(cut => cut < numbers.Max).ToArray();
        var bins = new NumberBins(cuts, numbers.Min, numbers.Max);
        var counts = new long[bins.Count];
        foreach (var number in sample)
            counts[bins.Of(number)]++;
        return Empty() with { Counts = counts, Min = numbers.Min, Max = numbers.Max, StandardDeviation = double.IsFinite(numbers.StandardDeviation) ? numbers.StandardDeviation : null, Cuts = cuts };
    }

    private ColumnReference Category()
    {
        var all = categories.Top(int.MaxValue);
        var (frequent, others) = (all.Take(FrequentValues).ToArray(), all.Skip(FrequentValues).Select(value => value.Value).Order(StringComparer.Ordinal).ToArray());
        long[] counts = [.. frequent.Select(value => value.Count)];
        return Empty() with
        {
            Counts = others.Length == 0 && categories.IsExact ? counts : [.. counts, categories.Count - counts.Sum()],
            Values = [.. frequent.Select(value => value.Value)],
            Others = categories.IsExact ? others : null,
            Singles = categories.IsExact ? all.LongCount(value => value.Count == 1) : null,
            Pairs = categories.IsExact ? all.LongCount(value => value.Count == 2) : null,
        };
    }
}

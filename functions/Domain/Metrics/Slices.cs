using System.Globalization;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Statistics;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Metrics;

/// <summary>The error by parts of the rows: each value of a category and each quartile of a number, where a good mean can hide a bad part.</summary>
public static class Slices
{
    /// <summary>A part with fewer rows says nothing certain, and is left out.</summary>
    public const int FewestRows = 100;

    public const int Most = 50;

    /// <summary>The parts with enough rows, highest mean absolute error first, each with its 95 % block-bootstrap interval.</summary>
    /// <param name="task">Its categories, numbers and times are sliced.</param>
    /// <param name="examples">n rows.</param>
    /// <param name="errors">n absolute errors.</param>
    /// <param name="blocks">Which rows are correlated.</param>
    /// <param name="seed">Of the resamples.</param>
    public static IReadOnlyList<Slice> WorstFirst(
        TaskDefinition task, IReadOnlyList<Example> examples, IReadOnlyList<double> errors, Blocks blocks, int seed) =>
    [
        .. task.Columns
            .SelectMany((column, place) => Parts(column, place, examples))
            .Where(part => part.Rows.Count >= FewestRows)
            .OrderByDescending(part => part.Rows.Average(row => errors[row]))
            .Take(Most)
            .Select(part => new Slice(part.Column, part.Value, part.Rows.Count, Mae(part.Rows, errors, blocks, seed))),
    ];

    private static IEnumerable<Part> Parts(Column column, int place, IReadOnlyList<Example> examples) => column.Type switch
    {
        ColumnType.Category => By(column, examples, row => row.Texts[place] ?? Missing),
        ColumnType.Number or ColumnType.Time => Quartiles(column, place, examples),
        _ => [],
    };

    private const string Missing = "(missing)";

    private static IEnumerable<Part> Quartiles(Column column, int place, IReadOnlyList<Example> examples)
    {
        var known = examples.Select(example => example.Input.Numbers[place]).Where(double.IsFinite).Order().ToArray();
        if (known.Length == 0)
            return [];
        double[] bounds = [.. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(level => Quantile.OfSorted(known, level)).Distinct()];
        return By(column, examples, row => Name(column, row.Numbers[place], bounds));
    }

    private static string Name(Column column, double value, double[] bounds)
    {
        if (!double.IsFinite(value))
            return Missing;
        var upper = Math.Max(1, Array.FindIndex(bounds, bound => value <= bound));
        return bounds.Length == 1 ? Text(column, value) : $"{Text(column, bounds[upper - 1])} … {Text(column, bounds[upper])}";
    }

    private static string Text(Column column, double value) => column.Type == ColumnType.Time
        ? DateTime.UnixEpoch.AddSeconds(value).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
        : value.ToString("G6", CultureInfo.InvariantCulture);

    private static IEnumerable<Part> By(Column column, IReadOnlyList<Example> examples, Func<Row, string> value) =>
        Enumerable.Range(0, examples.Count)
            .GroupBy(row => value(examples[row].Input), StringComparer.Ordinal)
            .Select(group => new Part(column.Name, group.Key, [.. group]));

    private static MetricEstimate Mae(IReadOnlyList<int> rows, IReadOnlyList<double> errors, Blocks blocks, int seed)
    {
        double[][] sums =
        [
            .. rows.GroupBy(row => blocks.Of[row]).Select(block => new[] { block.Sum(row => errors[row]), block.Count() }),
        ];
        return BlockSums.Estimate(MeanAbsoluteError.Metric.Name, BlockSums.Total(sums), BlockBootstrap.Draw(sums, seed), s => s[0] / s[1]);
    }

    private sealed record Part(string Column, string Value, IReadOnlyList<int> Rows);
}

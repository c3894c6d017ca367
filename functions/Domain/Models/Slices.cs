using System.Globalization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Statistics;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Models;

/// <summary>The deciding metric by parts of the rows: each value of a category and each quartile of a number, where a good mean can hide a bad part.</summary>
public static class Slices
{
    /// <summary>A part with fewer rows says nothing certain, and is left out; so is one with too few positives or requests.</summary>
    public const int FewestRows = 100;

    public const int Most = 50;

    /// <summary>The parts with enough rows, worst first.</summary>
    /// <param name="task">Its categories, numbers and times are sliced.</param>
    /// <param name="examples">n rows.</param>
    /// <param name="deciding">Says what is worse.</param>
    /// <param name="isEnough">Whether some of the rows can be judged by.</param>
    /// <param name="estimate">The deciding metric of some of the rows.</param>
    public static IReadOnlyList<Slice> WorstFirst(
        TaskDefinition task, IReadOnlyList<Example> examples, Metric deciding, Predicate<IReadOnlyList<int>> isEnough, Func<IReadOnlyList<int>, MetricEstimate> estimate) =>
    [
        .. Of(task, examples, isEnough)
            .Select(part => new Slice(part.Column, part.Value, part.Rows.Count, estimate(part.Rows)))
            .Where(slice => double.IsFinite(slice.Metric.Value))
            .OrderByDescending(slice => deciding.Rank(slice.Metric.Value))
            .Take(Most),
    ];

    /// <summary>The parts with enough rows.</summary>
    /// <inheritdoc cref="WorstFirst"/>
    internal static IEnumerable<Part> Of(TaskDefinition task, IReadOnlyList<Example> examples, Predicate<IReadOnlyList<int>> isEnough) => task.Columns
        .SelectMany((column, place) => Parts(column, place, examples))
        .Where(part => part.Rows.Count < examples.Count && isEnough(part.Rows))
        .Take(MostParts);

    // A task of hundreds of columns would be sliced longer than it was trained.
    private const int MostParts = 200;

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

    /// <summary>Rows that have a value, or values of a quartile, in common.</summary>
    internal sealed record Part(string Column, string Value, IReadOnlyList<int> Rows);
}

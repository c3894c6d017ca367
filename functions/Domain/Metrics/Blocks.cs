using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Metrics;

/// <summary>Which rows are correlated: those of one day and one value of the task's block column. Intervals resample blocks, not rows.</summary>
/// <param name="Of">Of each row, its block, 0 to <paramref name="Count"/> − 1.</param>
/// <param name="Count">How many blocks.</param>
/// <param name="Description">What a block is, in words.</param>
public sealed record Blocks(IReadOnlyList<int> Of, int Count, string Description)
{
    // Unions of independent blocks are as independent as the blocks: merging bounds the cost of a resample.
    private const int Most = 5000;

    private const double SecondsADay = 86_400;

    /// <summary>The blocks of the rows; without time and block column each row is one.</summary>
    public static Blocks By(TaskDefinition task, IReadOnlyList<Example> examples)
    {
        var time = Place(task, task.Time);
        var block = Place(task, task.Block);
        if (time < 0 && block < 0)
            return new Blocks([.. Enumerable.Range(0, examples.Count).Select(row => row % Most)], Math.Min(Most, examples.Count), "row");

        var indices = new Dictionary<(double Day, string? Value), int>();
        var of = new int[examples.Count];
        for (var row = 0; row < of.Length; row++)
        {
            var input = examples[row].Input;
            var key = (time < 0 ? 0 : Math.Floor(input.Numbers[time] / SecondsADay), block < 0 ? null : Value(task.Columns[block], input, block));
            if (!indices.TryGetValue(key, out var index))
                indices[key] = index = indices.Count;
            of[row] = index % Most;
        }

        var description = string.Join(" × ", new[] { time < 0 ? null : "day of " + task.Time, block < 0 ? null : task.Block }.OfType<string>());
        return new Blocks(of, Math.Min(Most, indices.Count), description);
    }

    private static int Place(TaskDefinition task, string? name) =>
        name is null ? -1 : task.Columns.ToList().FindIndex(column => column.Name == name);

    private static string? Value(Column column, Row row, int place) =>
        column.IsNumeric ? row.Numbers[place].ToString("R", System.Globalization.CultureInfo.InvariantCulture) : row.Texts[place];
}

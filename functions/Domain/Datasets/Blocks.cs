using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Datasets;

/// <summary>Which rows are correlated: those of one request of a ranking task, else those of one day and one value of the task's block column. Intervals resample blocks, not rows.</summary>
/// <param name="Of">Of each row, its block, 0 to <paramref name="Count"/> − 1.</param>
/// <param name="Count">How many blocks.</param>
/// <param name="Description">What a block is, in words.</param>
public sealed record Blocks(IReadOnlyList<int> Of, int Count, string Description)
{
    // Unions of independent blocks are as independent as the blocks: merging bounds the cost of a resample.
    private const int Most = 5000;

    private const double SecondsADay = 86_400;

    /// <summary>The blocks of the rows; without group, time and block column each row is one.</summary>
    public static Blocks By(TaskDefinition task, IReadOnlyList<Example> examples)
    {
        if (task.PlaceOf(task.Group) is var group and >= 0)
            return By(examples, row => (0, row.Text(group, task.Columns[group])), task.Group!);
        var (time, block) = (task.PlaceOf(task.Time), task.PlaceOf(task.Block));
        if (time < 0 && block < 0)
            return new Blocks([.. Enumerable.Range(0, examples.Count).Select(row => row % Most)], Math.Min(Most, examples.Count), "row");
        return By(
            examples,
            row => (time < 0 ? 0 : Math.Floor(row.Numbers[time] / SecondsADay), block < 0 ? null : row.Text(block, task.Columns[block])),
            string.Join(" × ", new[] { time < 0 ? null : "day of " + task.Time, block < 0 ? null : task.Block }.OfType<string>()));
    }

    private static Blocks By(IReadOnlyList<Example> examples, Func<Row, (double Day, string? Value)> key, string description)
    {
        var indices = new Dictionary<(double Day, string? Value), int>();
        var of = new int[examples.Count];
        for (var row = 0; row < of.Length; row++)
        {
            var name = key(examples[row].Input);
            if (!indices.TryGetValue(name, out var index))
                indices[name] = index = indices.Count;
            of[row] = index % Most;
        }

        return new Blocks(of, Math.Min(Most, indices.Count), description);
    }
}

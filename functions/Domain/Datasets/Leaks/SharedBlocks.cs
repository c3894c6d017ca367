using System.Globalization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Datasets.Leaks;

/// <summary>
/// Blocks of correlated rows (<see cref="Blocks"/>) of which some rows are learned from and others judge: a query, a day of a store, or where rows have no time a unit such as a card. Where a query
/// has no name but a number, and files count from 1, two of the same number are one only if they have the same rows.
/// </summary>
public static class SharedBlocks
{
    private const double SecondsADay = 86_400;

    public static GateVerdict Judge(TaskDefinition task, IReadOnlyList<Example> training, IReadOnlyList<Example> validation)
    {
        if (Kind(task) is not { } kind)
            return LeakChecks.Verdict(true, null, null, "Same blocks: the task names no column whose values belong together.");
        var learned = training.Select(row => kind.Of(row.Input)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        string[] shared = [.. validation.Select(row => kind.Of(row.Input)).OfType<string>().Distinct(StringComparer.Ordinal).Where(learned.Contains)];
        if (shared.Length > 0 && kind.IsNumbered)
            shared = Same(task, kind, shared, training, validation);
        var detail = shared.Length == 0
            ? $"Same blocks: no value of {kind.What} is on both sides."
            : $"Same blocks: values of {kind.What} on both sides: {shared.Length}, such as {shared[0]}. Split by whole ones.";
        return LeakChecks.Verdict(shared.Length == 0, shared.Length, 0, detail, ("training", training.Count), ("validation", validation.Count));
    }

    private static BlockKind? Kind(TaskDefinition task)
    {
        if (task.PlaceOf(task.Group) is var group and >= 0)
            return new($"{task.Group}", row => row.Text(group, task.Columns[group]), task.Columns[group].Type is ColumnType.Id or ColumnType.Number);
        var (time, block, unit) = (task.PlaceOf(task.Time), task.PlaceOf(task.Block), task.PlaceOf(task.Unit));
        if (time < 0)
            return unit < 0 ? null : new($"{task.Unit}", row => row.Text(unit, task.Columns[unit]), false);
        return block >= 0
            ? new($"day of {task.Time} × {task.Block}", row => row.IsMissing(time, task.Columns[time]) || row.Text(block, task.Columns[block]) is not { } value ? null : $"{Day(row.Numbers[time])} {value}", false)
            : null;
    }

    /// <summary>Those of which at least half of the validation rows are the training rows of the same number.</summary>
    private static string[] Same(TaskDefinition task, BlockKind kind, string[] numbers, IReadOnlyList<Example> training, IReadOnlyList<Example> validation)
    {
        var asked = numbers.ToHashSet(StringComparer.Ordinal);
        var learned = Rows(training).Select(row => (row.Block, row.Hash)).ToHashSet();
        return [.. Rows(validation).GroupBy(row => row.Block).Where(rows => rows.Count(learned.Contains) * 2 >= rows.Count()).Select(rows => rows.Key)];

        IEnumerable<(string Block, UInt128 Hash)> Rows(IEnumerable<Example> rows) =>
            from row in rows
            let block = kind.Of(row.Input)
            where block is not null && asked.Contains(block)
            select (block, RowHash.OfFeatures(task, row));
    }

    private static string Day(double seconds) => DateTime.UnixEpoch.AddDays(Math.Floor(seconds / SecondsADay)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record BlockKind(string What, Func<Row, string?> Of, bool IsNumbered);
}

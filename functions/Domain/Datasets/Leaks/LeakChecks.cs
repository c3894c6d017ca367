using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Datasets.Leaks;

/// <summary>Rows, and when the label of each was known at the latest, in seconds since 1970-01-01 UTC: for rows of the log its own time, else when the file was uploaded.</summary>
public sealed record DatedRows(IReadOnlyList<Example> Rows, IReadOnlyList<double> KnownAt)
{
    public static DatedRows Of(IReadOnlyList<Example> rows, DateTimeOffset uploaded) =>
        new(rows, [.. Enumerable.Repeat((uploaded - DateTimeOffset.UnixEpoch).TotalSeconds, rows.Count)]);
}

/// <summary>
/// Looks for what makes a model seem better than it is: rows that are learned from and judged by, and columns that tell the outcome. Each check is a verdict named
/// <see cref="GateNames.Leaks"/> whose detail names what it found.
/// </summary>
public static class LeakChecks
{
    /// <summary>Of a training with validation rows of their own: every check.</summary>
    public static IReadOnlyList<GateVerdict> Of(TaskDefinition task, DatedRows training, DatedRows validation) =>
        [.. Across(task, training.Rows, validation.Rows), LabelLikeColumn.Judge(task, training.Rows), LateTimes.Judge(task, training, validation)];

    /// <summary>Of a training whose validation rows are held out by whole blocks: the checks of the columns.</summary>
    public static IReadOnlyList<GateVerdict> Of(TaskDefinition task, DatedRows rows) => [LabelLikeColumn.Judge(task, rows.Rows), LateTimes.Judge(task, rows)];

    /// <summary>What rows learned from tell of others that a model is judged by.</summary>
    public static IReadOnlyList<GateVerdict> Across(TaskDefinition task, IReadOnlyList<Example> training, IReadOnlyList<Example> validation) =>
        [SharedRows.Judge(task, training, validation), SharedBlocks.Judge(task, training, validation)];

    internal static GateVerdict Verdict(bool passed, double? statistic, double? bound, string detail, params (string Name, double Value)[] inputs) =>
        new(GateNames.Leaks, passed, statistic, bound, detail) { Inputs = inputs.ToDictionary(input => input.Name, input => input.Value) };
}

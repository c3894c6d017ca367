using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Resampling;

/// <summary>Which rows of a ranking task were one request.</summary>
internal static class Groups
{
    /// <summary>The name of a row's request.</summary>
    public static string Name(TaskDefinition task, Row row, int place) =>
        row.Text(place, task.Columns[place]) ?? string.Empty;

    /// <summary>The rows of each request, in the order of the first of them.</summary>
    /// <exception cref="ArgumentException">The task has no group column.</exception>
    public static IReadOnlyList<int[]> Of(TaskDefinition task, IReadOnlyList<Example> examples)
    {
        var place = task.PlaceOf(task.Group);
        if (place < 0)
            throw new ArgumentException($"Task {task.Name} has no group column.", nameof(task));
        return [.. Enumerable.Range(0, examples.Count).GroupBy(row => Name(task, examples[row].Input, place), StringComparer.Ordinal).Select(group => group.ToArray())];
    }
}

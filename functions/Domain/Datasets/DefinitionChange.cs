using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Datasets;

/// <summary>Why a new definition cannot be taken while a dataset is there.</summary>
/// <param name="Dataset">The dataset's version.</param>
/// <param name="Reason">What would no longer hold of it.</param>
public sealed record Contradiction(int Dataset, string Reason);

/// <summary>Whether a new definition still means the same by the rows that are kept: a dataset is immutable, and so is how it is read.</summary>
public static class DefinitionChange
{
    /// <summary>Everything about one dataset that the new definition contradicts.</summary>
    /// <param name="before">By which it was uploaded.</param>
    /// <param name="after">The new definition.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="profile">Its columns.</param>
    public static IEnumerable<Contradiction> With(TaskDefinition before, TaskDefinition after, DatasetDescription dataset, IReadOnlyList<ColumnProfile> profile)
    {
        if (!dataset.Header.Contains(after.Label))
            yield return new(dataset.Version, $"it has no column {after.Label}, the new label");
        else if (after.Label != before.Label)
            yield return new(dataset.Version, $"its label is {before.Label}");
        foreach (var column in after.Columns)
        {
            var old = before.Columns.FirstOrDefault(c => c.Name == column.Name);
            var there = dataset.Header.Contains(column.Name);
            if (there && old is not null && old.Type != column.Type)
                yield return new(dataset.Version, $"its column {column.Name} was read as {Word(old.Type)}, not as {Word(column.Type)}");
            else if (there && old is null && column.IsNumeric)
                yield return new(dataset.Version, $"it has a column {column.Name} that was not checked when it was uploaded");
            else if (column.Required && !there)
                yield return new(dataset.Version, $"it has no column {column.Name}, which becomes required");
            else if (column.Required && old is { Required: false } && profile.Any(p => p.Name == column.Name && p.Missing > 0))
                yield return new(dataset.Version, $"rows of it have no {column.Name}, which becomes required");
        }
    }

    private static string Word(ColumnType type) => type.ToString().ToLowerInvariant();
}

using System.Globalization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Datasets;

/// <summary>Where the numbered features of an SVMlight file go in a ranking task.</summary>
/// <param name="Group">The place of the column that takes qid.</param>
/// <param name="Places">From a feature's number to the place of its column.</param>
/// <param name="Header">The label, the group column and the features' columns by name.</param>
/// <param name="Warnings">Columns absent.</param>
internal sealed record SvmLightColumns(int Group, IReadOnlyDictionary<int, int> Places, IReadOnlyList<string> Header, IReadOnlyList<string> Warnings)
{
    /// <summary>Feature i goes to the column named i; in a task without such names, to the i-th number column, counted from 1.</summary>
    public static Result<SvmLightColumns> Match(TaskDefinition task)
    {
        if (task.Kind != TaskKind.Ranking)
            return Refuse($"SVMlight files are for ranking tasks, and {task.Name} is a {task.Kind} task: send its rows as CSV.");
        var group = task.PlaceOf(task.Group);
        if (group < 0)
            return Refuse($"Task {task.Name} has no group column to take qid.");

        var numbers = task.Columns.Index().Where(column => column.Item.Type == ColumnType.Number && column.Index != group).ToArray();
        var named = numbers.Where(column => Number(column.Item.Name) is not null).ToDictionary(column => Number(column.Item.Name)!.Value, column => column.Index);
        var places = named.Count > 0 ? named : numbers.Index().ToDictionary(column => column.Index + 1, column => column.Item.Index);

        var absent = task.Columns.Index().Where(column => column.Index != group && !places.ContainsValue(column.Index)).Select(column => column.Item).ToArray();
        if (absent.FirstOrDefault(column => column.Required) is { } required)
            return Refuse($"The required column {required.Name} has no place in an SVMlight file: send the rows as CSV.");
        return new SvmLightColumns(
            group,
            places,
            [task.Label, task.Columns[group].Name, .. places.OrderBy(place => place.Key).Select(place => task.Columns[place.Value].Name)],
            absent.Length == 0 ? [] : [$"Optional columns absent, taken as missing in every row: {string.Join(", ", absent.Select(column => column.Name))}."]);
    }

    // The one spelling of a number: a column named "007" is not the feature 7.
    private static int? Number(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == name ? number : null;

    private static Invalid Refuse(string detail) => new(detail, [new("line 1, column 1", detail)]);
}

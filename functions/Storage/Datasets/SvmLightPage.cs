using System.Globalization;
using MlFunctions.Domain.Tasks;
using RowPage = MlFunctions.Domain.Kernel.Page<System.Collections.Generic.IReadOnlyDictionary<string, string>>;

namespace MlFunctions.Storage.Datasets;

/// <summary>A page of a stored SVMlight file's rows as text, each with the fields that its line has, under the names of the task's columns.</summary>
internal static class SvmLightPage
{
    /// <summary>The page; null when no row begins at <paramref name="offset"/>.</summary>
    public static async Task<RowPage?> ReadAsync(Stream file, TaskDefinition task, long offset, int limit, CancellationToken cancel)
    {
        if (!await DatasetPages.IsAtLineAsync(file, offset, cancel) || SvmLightColumns.Match(task).Value is not { } columns)
            return null;
        await using var lines = new TextLines(file, offset);
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (await lines.NextAsync(cancel) is { } line)
        {
            if (SvmLightFields.IsBlank(line.Text))
                continue;
            if (rows.Count == limit)
                return new(rows, line.Offset.ToString(CultureInfo.InvariantCulture));
            rows.Add(Row(line.Text, task, columns));
        }

        return new(rows, null);
    }

    /// <summary>The row of a line, as text by its columns' names.</summary>
    public static Dictionary<string, string> Row(string line, TaskDefinition task, SvmLightColumns columns)
    {
        var fields = new SvmLightFields(line);
        fields.Next();
        var row = new Dictionary<string, string>(StringComparer.Ordinal) { [task.Label] = fields.Field.ToString() };
        while (fields.Next())
        {
            if (fields.TryQuery(out var query))
                row[task.Columns[columns.Group].Name] = query.ToString();
            else if (fields.TryFeature(out var number, out var value))
                row[columns.Places.TryGetValue(number, out var place) ? task.Columns[place].Name : $"{number}"] = value.ToString();
        }

        return row;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Datasets;

/// <summary>Writes rows as the CSV from which they read back the same.</summary>
public static class CsvRows
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Half of the longest line, because quotes are doubled.</summary>
    private const int MaxCharacters = DatasetLines.MaxLineBytes / 8;

    /// <summary>The first line, with its line feed: the task's columns and the label.</summary>
    public static string Header(TaskDefinition task) => Line(task.Columns.Select(column => column.Name).Append(task.Label));

    /// <summary>A row's line, with its line feed; null where none reads back as the row: a required text that is one of the marks for missing, or a line that is too long.</summary>
    public static string? Line(TaskDefinition task, Example example)
    {
        var cells = new string[task.Columns.Count + 1];
        for (var place = 0; place < task.Columns.Count; place++)
        {
            if (CellOf(task.Columns[place], example.Input, place) is not { } cell)
                return null;
            cells[place] = cell;
        }

        cells[^1] = Number(example.Label);
        return cells.Sum(cell => (long)cell.Length) > MaxCharacters ? null : Line(cells);
    }

    private static string? CellOf(Column column, Row row, int place)
    {
        if (row.IsMissing(place, column))
            return column.Required ? null : string.Empty;
        if (column.Type == ColumnType.Number)
            return Number(row.Numbers[place]);
        if (column.Type == ColumnType.Time)
            return Time(row.Numbers[place]);
        var text = row.Texts[place]!;
        return !Cell.IsMissing(text) ? text : column.Required ? null : string.Empty;
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The time whose seconds are the same double; a double has a little less than the seven digits of a tick.</summary>
    private static string? Time(double seconds)
    {
        var whole = Math.Floor(seconds);
        var ticks = (long)Math.Round((seconds - whole) * TimeSpan.TicksPerSecond);
        foreach (var near in (ReadOnlySpan<int>)[0, -1, 1, -2, 2, -3, 3])
        {
            var text = DateTime.UnixEpoch.AddTicks(((long)whole * TimeSpan.TicksPerSecond) + ticks + near).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
            if (Cell.TryTime(text, out var read) && read == seconds)
                return text;
        }

        return null;
    }

    private static string Line(IEnumerable<string> cells)
    {
        var line = new StringBuilder();
        foreach (var cell in cells)
        {
            if (cell.AsSpan().ContainsAny(Quoted) || cell.AsSpan().Trim().Length != cell.Length)
                line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else
                line.Append(cell);
            line.Append(',');
        }

        line[^1] = '\n';
        return line.ToString();
    }
}

using System.Globalization;
using System.Text;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Benchmarks.Reference;

/// <summary>Rows as a file that can be uploaded.</summary>
internal static class ExampleCsv
{
    public static string Of(TaskDefinition task, IEnumerable<Example> rows)
    {
        var text = new StringBuilder().AppendJoin(',', task.Columns.Select(column => column.Name).Append(task.Label)).Append('\n');
        foreach (var row in rows)
        {
            foreach (var (place, column) in task.Columns.Index())
                text.Append(Cell(row.Input, place, column)).Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{row.Label}\n");
        }

        return text.ToString();
    }

    private static string? Cell(Row row, int place, Column column) => row.IsMissing(place, column) ? null : column.Type switch
    {
        ColumnType.Time => DateTime.UnixEpoch.AddSeconds(row.Numbers[place]).ToString("O", CultureInfo.InvariantCulture),
        _ => $"\"{row.Text(place, column)!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
    };
}

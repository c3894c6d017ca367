using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace MlFunctions.Support.Accounts;

/// <summary>Rows of a table as lines of JSON. A column whose type JSON cannot show has a second entry, <c>column@type</c>.</summary>
internal static class StoredRows
{
    private const string TypeOf = "@type";

    private static readonly string[] OfTheTable = ["odata.etag", "Timestamp"];

    public static string Line(TableEntity row)
    {
        var line = new JsonObject();
        foreach (var (column, value) in row.Where(cell => cell.Value is not null && !OfTheTable.Contains(cell.Key)))
        {
            line[column] = value switch
            {
                string text => text,
                bool flag => flag,
                int number => number,
                long number => number.ToString(CultureInfo.InvariantCulture),
                double number => number.ToString("R", CultureInfo.InvariantCulture),
                DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
                _ => throw new NotSupportedException($"Column {column} is of type {value.GetType()}: say here how a line of JSON shows it."),
            };
            if (value is long or double or DateTimeOffset)
                line[column + TypeOf] = value.GetType().Name;
        }

        return line.ToJsonString();
    }

    public static TableEntity Row(string line)
    {
        using var document = JsonDocument.Parse(line);
        var cells = document.RootElement;
        var row = new TableEntity();
        foreach (var cell in cells.EnumerateObject().Where(cell => !cell.Name.EndsWith(TypeOf, StringComparison.Ordinal)))
            row[cell.Name] = Value(cell.Value, cells.TryGetProperty(cell.Name + TypeOf, out var type) ? type.GetString() : null);
        return row;
    }

    private static object Value(JsonElement cell, string? type) => type switch
    {
        nameof(Int64) => long.Parse(cell.GetString()!, CultureInfo.InvariantCulture),
        nameof(Double) => double.Parse(cell.GetString()!, CultureInfo.InvariantCulture),
        nameof(DateTimeOffset) => DateTimeOffset.Parse(cell.GetString()!, CultureInfo.InvariantCulture),
        _ => cell.ValueKind switch
        {
            JsonValueKind.Number => cell.GetInt32(),
            JsonValueKind.String => cell.GetString()!,
            _ => cell.GetBoolean(),
        },
    };
}

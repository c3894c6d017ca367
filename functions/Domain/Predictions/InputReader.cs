using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Predictions;

/// <summary>Reads the JSON input of one prediction into a row, and names every field that the task does not take.</summary>
public sealed class InputReader
{
    private readonly IReadOnlyList<Column> columns;
    private readonly byte[][] names;

    /// <param name="columns">The columns that the model was trained with, or the task's where there is no model yet.</param>
    public InputReader(IReadOnlyList<Column> columns)
    {
        this.columns = columns;
        names = [.. columns.Select(c => Encoding.UTF8.GetBytes(c.Name))];
    }

    /// <summary>Reads the object that <paramref name="reader"/> stands on, to its end.</summary>
    /// <param name="reader">On the start of the input's object.</param>
    /// <param name="pointer">The input's JSON pointer, for the errors.</param>
    /// <param name="errors">Takes a line for each field that is wrong.</param>
    /// <exception cref="JsonException">The JSON itself is broken.</exception>
    public Row Read(ref Utf8JsonReader reader, string pointer, ICollection<FieldError> errors)
    {
        var row = Row.Empty(columns.Count);
        Span<bool> seen = columns.Count <= 256 ? stackalloc bool[columns.Count] : new bool[columns.Count];
        var next = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var place = Find(ref reader, next);
            if (place < 0)
            {
                errors.Add(new($"{pointer}/{Escape(reader.GetString()!)}", $"The task has no such field; it takes {string.Join(", ", columns.Select(c => c.Name))}."));
                reader.Skip();
                continue;
            }

            reader.Read();
            if (seen[place])
                errors.Add(new(At(pointer, place), "The field is given twice."));
            else if (Set(ref reader, row, place) is { } error)
                errors.Add(new(At(pointer, place), error));
            reader.Skip();
            seen[place] = true;
            next = place + 1;
        }

        for (var place = 0; place < columns.Count; place++)
        {
            if (columns[place].Required && !seen[place])
                errors.Add(new(At(pointer, place), "The field is required."));
        }

        return row;
    }

    /// <summary>The column of the property name that the reader stands on; clients send fields in order, so the next one is tried first.</summary>
    private int Find(ref Utf8JsonReader reader, int next)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var place = (next + i) % names.Length;
            if (reader.ValueTextEquals(names[place]))
                return place;
        }

        return -1;
    }

    private string? Set(ref Utf8JsonReader reader, Row row, int place)
    {
        var column = columns[place];
        return reader.TokenType switch
        {
            JsonTokenType.Null => column.Required ? "The field is required and must not be null." : null,
            JsonTokenType.Number when column.Type == ColumnType.Number =>
                reader.TryGetDouble(out row.Numbers[place]) && double.IsFinite(row.Numbers[place]) ? null : "The number is too large for a double.",
            JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when column.Type is ColumnType.Category or ColumnType.Id =>
                SetText(row, place, column, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.String when column.Type != ColumnType.Number => SetText(row, place, column, reader.GetString()!),
            _ => $"The field takes {Wanted(column.Type)}, not {Name(reader.TokenType)}.",
        };
    }

    private static string? SetText(Row row, int place, Column column, string text) =>
        Cell.TrySet(row, place, column, text) ? null : $"The field takes {Wanted(column.Type)}, not '{text}'.";

    private string At(string pointer, int place) => $"{pointer}/{Escape(columns[place].Name)}";

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Wanted(ColumnType type) => type switch
    {
        ColumnType.Number => "a JSON number",
        ColumnType.Category => "a string, a number or a boolean",
        ColumnType.Time => "an ISO 8601 time such as \"2015-01-21T15:40:42Z\"",
        ColumnType.Id => "a string or a number",
        _ => "a string",
    };

    private static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        _ => "a boolean",
    };
}

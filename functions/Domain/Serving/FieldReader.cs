using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Serving;

/// <summary>Reads one JSON value into its place in a row.</summary>
internal static class FieldReader
{
    /// <summary>What is wrong with the value that the reader stands on; null when it was taken.</summary>
    public static string? Set(ref Utf8JsonReader reader, Row row, int place, Column column) => reader.TokenType switch
    {
        JsonTokenType.Null => column.Required ? "The field is required and must not be null." : null,
        JsonTokenType.Number when column.Type == ColumnType.Number =>
            reader.TryGetDouble(out row.Numbers[place]) && double.IsFinite(row.Numbers[place]) ? null : "The number is too large for a double.",
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when column.Type is ColumnType.Category or ColumnType.Id =>
            SetText(row, place, column, Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.String when column.Type != ColumnType.Number => SetText(row, place, column, reader.GetString()!),
        _ => $"The field takes {Wanted(column.Type)}, not {Name(reader.TokenType)}.",
    };

    private static string? SetText(Row row, int place, Column column, string text) =>
        Cell.TrySet(row, place, column, text) ? null : $"The field takes {Wanted(column.Type)}, not '{text}'.";

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

using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Serving;

/// <summary>Reads the properties of a JSON object into the places of a row, and names every one that it cannot take.</summary>
/// <param name="columns">Every column of the row.</param>
/// <param name="isHere">Which of them this object holds.</param>
/// <param name="extra">A property that is no column and is kept as it came; null when there is none.</param>
internal sealed class RowReader(IReadOnlyList<Column> columns, Func<Column, bool> isHere, string? extra = null)
{
    private readonly int[] places = [.. Enumerable.Range(0, columns.Count).Where(place => isHere(columns[place]))];
    private readonly byte[][] names = [.. columns.Where(isHere).Select(column => Encoding.UTF8.GetBytes(column.Name))];

    /// <summary>Reads the object that <paramref name="reader"/> stands on, to its end.</summary>
    /// <param name="reader">On the start of the object.</param>
    /// <param name="row">Takes the values.</param>
    /// <param name="pointer">The object's JSON pointer, for the errors.</param>
    /// <param name="errors">Takes a line for each property that is wrong.</param>
    /// <returns>Where the value of <c>extra</c> begins and ends in the reader's bytes; nothing when it is not there.</returns>
    /// <exception cref="JsonException">The JSON itself is broken.</exception>
    public Range? Read(ref Utf8JsonReader reader, Row row, string pointer, ICollection<FieldError> errors)
    {
        Span<bool> seen = places.Length <= 256 ? stackalloc bool[places.Length] : new bool[places.Length];
        seen.Clear();
        Range? kept = null;
        var next = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isExtra = extra is not null && reader.ValueTextEquals(extra);
            var found = Find(ref reader, next);
            if (found < 0 && !isExtra)
            {
                errors.Add(new($"{pointer}/{Escape(reader.GetString()!)}", $"The task has no such field; it takes {string.Join(", ", Names())}."));
                reader.Skip();
                continue;
            }

            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (found >= 0)
                Take(ref reader, row, found, seen, pointer, errors);
            reader.Skip();
            if (isExtra)
                kept = start..(int)reader.BytesConsumed;
            next = found + 1;
        }

        for (var i = 0; i < places.Length; i++)
        {
            if (columns[places[i]].Required && !seen[i])
                errors.Add(new(At(pointer, columns[places[i]]), "The field is required."));
        }

        return kept;
    }

    internal static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private IEnumerable<string> Names() => places.Select(place => columns[place].Name).Concat(extra is null ? [] : [extra]).Distinct();

    /// <summary>Which property the reader stands on; clients send fields in order, so the next one is tried first.</summary>
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

    private void Take(ref Utf8JsonReader reader, Row row, int found, scoped Span<bool> seen, string pointer, ICollection<FieldError> errors)
    {
        var column = columns[places[found]];
        if (seen[found])
            errors.Add(new(At(pointer, column), "The field is given twice."));
        else if (FieldReader.Set(ref reader, row, places[found], column) is { } error)
            errors.Add(new(At(pointer, column), error));
        seen[found] = true;
    }

    private static string At(string pointer, Column column) => $"{pointer}/{Escape(column.Name)}";
}

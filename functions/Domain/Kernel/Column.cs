using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Kernel;

/// <summary>How a column's text is read and used.</summary>
public enum ColumnType
{
    /// <summary>A finite number.</summary>
    Number,

    /// <summary>One of several names; a JSON number or boolean means its text.</summary>
    Category,

    /// <summary>Free text.</summary>
    Text,

    /// <summary>An ISO 8601 date and time; without an offset it is taken as UTC.</summary>
    Time,

    /// <summary>An identifier, kept in the records and never a feature.</summary>
    Id,
}

/// <summary>One column of a task's input.</summary>
/// <param name="Name">Its name in the CSV header and in the JSON input.</param>
/// <param name="Type">How it is read and used.</param>
/// <param name="Required">Whether an input without it is refused; an absent optional value is a missing value.</param>
/// <param name="Description">Meaning and unit, for people.</param>
/// <param name="Absent">Of a number column: what an absent value means; null: it is missing. Rows that come in a sparse format leave zeros out.</param>
public sealed record Column(string Name, ColumnType Type, bool Required = false, string? Description = null, double? Absent = null)
{
    /// <summary>Whether its values are kept as numbers (a time is seconds since 1970-01-01 UTC) rather than as text.</summary>
    [JsonIgnore]
    public bool IsNumeric => Type is ColumnType.Number or ColumnType.Time;
}

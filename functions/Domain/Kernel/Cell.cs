using System.Globalization;

namespace MlFunctions.Domain.Kernel;

/// <summary>Reads one cell of text into a row: the same rules for a CSV file and for a JSON string, so that both mean the same features.</summary>
public static class Cell
{
    private static readonly string[] MissingMarks = ["", "NA", "N/A", "NaN", "null", "None"];

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
        "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd",
    ];

    /// <summary>Whether a CSV cell stands for "not known": empty, or one of the marks that pandas and R write.</summary>
    public static bool IsMissing(string text) => MissingMarks.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Puts <paramref name="text"/> into its place; false, and the row unchanged, when it is not of the column's type.</summary>
    public static bool TrySet(Row row, int place, Column column, string text)
    {
        switch (column.Type)
        {
            case ColumnType.Number:
                return TryNumber(text, out row.Numbers[place]);
            case ColumnType.Time:
                return TryTime(text, out row.Numbers[place]);
            case ColumnType.Category:
                row.Texts[place] = Category(text);
                return true;
            default:
                row.Texts[place] = text;
                return true;
        }
    }

    /// <summary>A finite number in the invariant culture.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out double number)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number))
            return true;
        number = double.NaN;
        return false;
    }

    /// <summary>Seconds since 1970-01-01 UTC of an ISO 8601 date, or date and time, with a T or a blank between.</summary>
    public static bool TryTime(string text, out double seconds)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var valid = DateTime.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, Utc, out var time);
        seconds = valid ? (time - DateTime.UnixEpoch).TotalSeconds : double.NaN;
        return valid;
    }

    /// <summary>The one spelling of a category: "3.0" is "3" and "True" is "true", because one tool writes what another reads.</summary>
    public static string Category(string text)
    {
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase))
            return text.ToLowerInvariant();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var isWhole = point > 0 && point < text.Length - 1
            && text.AsSpan(point + 1).TrimEnd('0').IsEmpty
            && text.AsSpan(text[0] == '-' ? 1 : 0, text[0] == '-' ? point - 1 : point) is { IsEmpty: false } digits
            && !digits.ContainsAnyExceptInRange('0', '9');
        return isWhole ? text[..point] : text;
    }
}

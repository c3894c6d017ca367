using System.Globalization;
using System.Text;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>Words, times and figures for Markdown. What people wrote stays text: it can end no line or cell, and begin no link, markup or HTML.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_[]<>|~&!#$^";
    private const int Longest = 160;

    /// <summary>Text of people, shortened.</summary>
    public static string Safe(string? text)
    {
        var safe = new StringBuilder();
        var runes = 0;
        foreach (var rune in (text ?? string.Empty).EnumerateRunes())
        {
            if (++runes > Longest)
                return $"{safe}…";
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                safe.Append(' ');
                continue;
            }

            // Marks that turn the direction of text would turn what comes after it.
            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F)
                continue;
            if (rune.IsAscii && Special.Contains((char)rune.Value, StringComparison.Ordinal))
                safe.Append('\\');
            safe.Append(rune);
        }

        return $"{safe}";
    }

    public static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    public static string Percent(double? share) => share is { } value ? $"{Number(100 * value)} %" : "–";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Minutes, hours or days, whichever says it best.</summary>
    public static string Span(double? seconds) => seconds switch
    {
        null => "–",
        < 3600 => $"{Number(seconds.Value / 60)} min",
        < 48 * 3600 => $"{Number(seconds.Value / 3600)} h",
        _ => $"{Number(seconds.Value / 86400)} d",
    };
}

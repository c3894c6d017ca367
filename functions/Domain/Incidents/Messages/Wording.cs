using System.Text;

namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>Makes words of people and tasks fit for a message: no control characters, no halves of characters, not too long.</summary>
public static class Wording
{
    private const char More = '…';

    /// <summary>On one line.</summary>
    /// <param name="text">Of any kind.</param>
    /// <param name="most">UTF-16 characters at most; what is cut ends with an ellipsis.</param>
    public static string Line(string text, int most) => Fit(text, most, rune => Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString());

    /// <summary>With its line ends.</summary>
    /// <inheritdoc cref="Line"/>
    public static string Text(string text, int most) => Fit(text, most, rune => rune.Value == '\n' ? "\n" : Rune.IsControl(rune) ? string.Empty : rune.ToString());

    /// <summary>With its line ends, and as Slack wants it: the three characters that begin its commands are written as entities.</summary>
    /// <inheritdoc cref="Line"/>
    public static string Slack(string text, int most) => Fit(text, most, rune => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '\n' => "\n",
        _ => Rune.IsControl(rune) ? " " : rune.ToString(),
    });

    /// <summary>Lines joined, as many as there is room for.</summary>
    public static string Lines(IEnumerable<string> lines, int most) => Text(string.Join('\n', lines.Select(line => Line(line, most))), most);

    private static string Fit(string text, int most, Func<Rune, string> written)
    {
        var fit = new StringBuilder(Math.Min(text.Length, most));
        var whole = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            fit.Append(written(rune));
            if (fit.Length > most)
                return fit.Remove(whole, fit.Length - whole).Append(More).ToString();
            if (fit.Length < most)
                whole = fit.Length;
        }

        return fit.ToString();
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MlFunctions.Domain.Incidents.Tickets.Jira;

/// <summary>Reads what Jira sends, of which much may be absent.</summary>
internal static class JiraJson
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffzz00";

    /// <summary>A property of an object; null where there is none, or it is null.</summary>
    public static JsonElement? Find(this JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    public static JsonElement? Find(this JsonElement? node, string name) => node?.Find(name);

    /// <summary>A string without what our texts cannot hold; null where there is none.</summary>
    public static string? Word(this JsonElement node, string name) => node.Find(name) is { ValueKind: JsonValueKind.String } word ? Clean(word.GetString()!) : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? node, string name) => node.Find(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>A time as Jira writes it, with an offset such as +0200; null where there is none.</summary>
    public static DateTimeOffset? Time(this JsonElement node, string name)
    {
        if (node.Word(name) is not { Length: > 5 } text)
            return null;
        var colon = text[^5] is '+' or '-' ? text.Insert(text.Length - 2, ":") : text;
        return DateTimeOffset.TryParse(colon, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && time.Year is > 1970 and < 9999 ? time : null;
    }

    /// <summary>A time as Jira writes it.</summary>
    public static string Write(DateTimeOffset time) => time.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
            clean.Append(Rune.IsControl(rune) && rune.Value is not ('\n' or '\t') || rune.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }
}

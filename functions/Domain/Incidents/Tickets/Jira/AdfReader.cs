using System.Globalization;
using System.Text.Json;

namespace MlFunctions.Domain.Incidents.Tickets.Jira;

/// <summary>The plain text of the Atlassian Document Format.</summary>
internal static class AdfReader
{
    /// <summary>Of blocks, parted by blank lines.</summary>
    public static string Text(IEnumerable<JsonElement> blocks) => string.Join("\n\n", blocks.Select(Text));

    public static IReadOnlyList<JsonElement> Content(this JsonElement node) => node.Find("content") is { ValueKind: JsonValueKind.Array } content ? [.. content.EnumerateArray()] : [];

    public static string Type(this JsonElement node) => node.Word("type") ?? string.Empty;

    public static string Text(JsonElement node) => node.Type() switch
    {
        "text" => Linked(node),
        "hardBreak" => "\n",
        "mention" or "status" => node.Find("attrs")?.Word("text") ?? string.Empty,
        "emoji" => node.Find("attrs")?.Word("text") ?? node.Find("attrs")?.Word("shortName") ?? string.Empty,
        "inlineCard" or "blockCard" or "embedCard" => node.Find("attrs")?.Word("url") ?? string.Empty,
        "date" => Date(node.Find("attrs")?.Word("timestamp")),
        "rule" => "---",
        "bulletList" or "orderedList" or "taskList" or "decisionList" => string.Join('\n', node.Content().Select(item => $"- {Text(item)}")),
        "table" => string.Join('\n', node.Content().Select(row => string.Join(" | ", row.Content().Select(Text)))),
        "paragraph" or "heading" or "codeBlock" or "taskItem" or "decisionItem" => string.Concat(node.Content().Select(Text)),
        "listItem" => string.Join('\n', node.Content().Select(Text)),
        _ => Text(node.Content()),
    };

    /// <summary>A link whose words are not its address has it after them.</summary>
    private static string Linked(JsonElement node)
    {
        var text = node.Word("text") ?? string.Empty;
        var link = node.Find("marks") is { ValueKind: JsonValueKind.Array } marks ? marks.EnumerateArray().Where(mark => mark.Type() == "link").Select(mark => mark.Find("attrs")?.Word("href")).FirstOrDefault() : null;
        return link is null || link == text ? text : $"{text} ({link})";
    }

    private static string Date(string? milliseconds) =>
        long.TryParse(milliseconds, NumberStyles.Integer, CultureInfo.InvariantCulture, out var time) && Math.Abs(time) < 100_000_000_000_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : string.Empty;
}

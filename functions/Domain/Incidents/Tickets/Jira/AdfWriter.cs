using System.Text.Json.Nodes;

namespace MlFunctions.Domain.Incidents.Tickets.Jira;

/// <summary>Plain text as the Atlassian Document Format: a blank line parts paragraphs, and a paragraph keeps its lines.</summary>
internal static class AdfWriter
{
    public static JsonObject Document(IEnumerable<JsonNode> blocks) => new() { ["version"] = 1, ["type"] = "doc", ["content"] = new JsonArray([.. blocks]) };

    public static IEnumerable<JsonNode> Paragraphs(string text) => text.ReplaceLineEndings("\n").Split("\n\n").Select(Paragraph);

    public static JsonNode Heading(string text) => new JsonObject { ["type"] = "heading", ["attrs"] = new JsonObject { ["level"] = 3 }, ["content"] = new JsonArray(Text(text)) };

    public static JsonNode Rule() => new JsonObject { ["type"] = "rule" };

    public static JsonNode List(IEnumerable<string> items) => Node("bulletList", items.Select(item => Node("listItem", [Paragraph(item)])));

    private static JsonNode Paragraph(string text)
    {
        var inline = new List<JsonNode>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            if (index > 0)
                inline.Add(new JsonObject { ["type"] = "hardBreak" });
            // A text without characters is not valid.
            if (line.Length > 0)
                inline.Add(Text(line));
        }

        return Node("paragraph", inline);
    }

    private static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = text };

    private static JsonObject Node(string type, IEnumerable<JsonNode> content) => new() { ["type"] = type, ["content"] = new JsonArray([.. content]) };
}

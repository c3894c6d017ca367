using System.Text.Json;

namespace MlFunctions.Domain.Incidents.Tickets.Jira;

/// <summary>What an issue's description holds: its text and, after a line, what Jira has no field for.</summary>
/// <param name="Text">The text itself; null for none.</param>
/// <param name="Cause">Why it happened.</param>
/// <param name="Pieces">The evidence.</param>
internal sealed record JiraSections(string? Text, string? Cause, IReadOnlyList<string> Pieces)
{
    public const string RootCause = "Root cause";
    public const string Evidence = "Evidence";
    public const string ActionItems = "Action items";

    public static JiraSections Of(JsonElement? description)
    {
        // Before version 3 of the API it was plain text.
        if (description is { ValueKind: JsonValueKind.String } plain)
            return new(Domain.Incidents.Tickets.Commands.Texts.OrNull(plain.GetString()), null, []);
        var blocks = description?.Content() ?? [];
        var line = blocks.Index().LastOrDefault(block => block.Item.Type() == "rule" && block.Index + 1 < blocks.Count && IsOurs(blocks[block.Index + 1]), (-1, default)).Index;
        var text = AdfReader.Text(line < 0 ? blocks : blocks.Take(line));
        var more = line < 0 ? [] : blocks.Skip(line + 1);
        return new(
            Domain.Incidents.Tickets.Commands.Texts.OrNull(text),
            Domain.Incidents.Tickets.Commands.Texts.OrNull(AdfReader.Text(Under(RootCause, more))),
            [.. Under(Evidence, more).SelectMany(list => list.Content()).Select(AdfReader.Text)]);
    }

    private static bool IsOurs(JsonElement block) => block.Type() == "heading" && AdfReader.Text(block) is RootCause or Evidence or ActionItems;

    private static IEnumerable<JsonElement> Under(string heading, IEnumerable<JsonElement> blocks) =>
        blocks.SkipWhile(block => block.Type() != "heading" || AdfReader.Text(block) != heading).Skip(1).TakeWhile(block => block.Type() != "heading");
}

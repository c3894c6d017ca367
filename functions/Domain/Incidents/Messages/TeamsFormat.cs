using System.Text.Json.Nodes;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>
/// What webhooks of Teams and Power Automate take: a message with one Adaptive Card, 28 KiB at most. Words that are not ours stand in text runs, which know no Markdown, so that nobody's title
/// becomes a link.
/// </summary>
public static class TeamsFormat
{
    public const int LongestMessage = 28 * 1024;
    private const int LongestHeadline = 200;
    private const int LongestSentence = 1000;
    private const int LongestSight = 300;
    private const int MostSights = 5;

    public static string Of(Message message)
    {
        var body = new JsonArray
        {
            Runs(new JsonObject { ["type"] = "TextRun", ["text"] = Wording.Line(message.Headline, LongestHeadline), ["size"] = "large", ["weight"] = "bolder", ["color"] = Colour(message.Ticket.Subject.Severity) }),
            Runs(Run(Wording.Text(message.Sentence, LongestSentence))),
            new JsonObject
            {
                ["type"] = "FactSet",
                ["facts"] = new JsonArray([.. message.Facts.Select(fact => new JsonObject { ["title"] = fact.Name, ["value"] = Wording.Line(fact.Value, LongestHeadline) })]),
            },
        };
        foreach (var sight in message.Sights.Take(MostSights))
            body.Add(Runs(Run(Wording.Line(sight, LongestSight))));
        var card = new JsonObject { ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["type"] = "AdaptiveCard", ["version"] = "1.4", ["body"] = body };
        if (message.Links.AreWhole)
            card["actions"] = new JsonArray(Open("Ticket", message.Links.Ticket), Open("Alarms", message.Links.Alarms), Open("Metrics", message.Links.Metrics));
        var attachment = new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["contentUrl"] = null, ["content"] = card };
        return new JsonObject { ["type"] = "message", ["attachments"] = new JsonArray(attachment) }.ToJsonString(Json.Options);
    }

    private static JsonObject Runs(JsonObject run) => new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(run) };

    private static JsonObject Run(string text) => new() { ["type"] = "TextRun", ["text"] = text };

    private static JsonObject Open(string title, string url) => new() { ["type"] = "Action.OpenUrl", ["title"] = title, ["url"] = url };

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Sev1 => "attention",
        Severity.Sev2 => "warning",
        _ => "default",
    };
}

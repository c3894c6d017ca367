using System.Text.Json.Nodes;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>What Slack's incoming webhooks take: a text for notifications, and blocks. A header takes 150 characters, a section 3,000, a field of it 2,000.</summary>
public static class SlackFormat
{
    public const int LongestHeader = 150;
    public const int LongestSection = 3000;
    private const int LongestField = 200;

    public static string Of(Message message)
    {
        var blocks = new JsonArray
        {
            new JsonObject { ["type"] = "header", ["text"] = Words("plain_text", Wording.Slack(Wording.Line(message.Headline, LongestHeader), LongestHeader)) },
            new JsonObject { ["type"] = "section", ["text"] = Words("mrkdwn", Wording.Slack(message.Sentence, LongestSection)) },
            new JsonObject { ["type"] = "section", ["fields"] = new JsonArray([.. message.Facts.Select(fact => Words("mrkdwn", $"*{fact.Name}*\n{Wording.Slack(fact.Value, LongestField)}"))]) },
        };
        if (message.Evidence.Count > 0)
            blocks.Add(new JsonObject { ["type"] = "section", ["text"] = Words("mrkdwn", Wording.Slack(string.Join('\n', message.Sights.Select(sight => $"• {sight}")), LongestSection)) });
        blocks.Add(new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(Words("mrkdwn", Links(message.Links))) });
        return new JsonObject { ["text"] = Wording.Slack($"{message.Headline}\n{message.Sentence}", LongestSection), ["blocks"] = blocks }.ToJsonString(Json.Options);
    }

    private static string Links(MessageLinks links) => links.AreWhole
        ? $"<{Wording.Slack(links.Ticket, LongestField * 5)}|ticket>  <{Wording.Slack(links.Alarms, LongestField * 5)}|alarms>  <{Wording.Slack(links.Metrics, LongestField * 5)}|metrics>"
        : Wording.Slack(links.Ticket, LongestField * 5);

    private static JsonObject Words(string type, string text) => new() { ["type"] = type, ["text"] = text };
}

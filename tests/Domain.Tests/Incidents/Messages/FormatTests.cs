using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using MlFunctions.Domain.Incidents.Messages;

namespace MlFunctions.Domain.Tests.Incidents.Messages;

public sealed class FormatTests
{
    [Fact]
    public void Slack_gets_a_text_and_blocks_with_its_three_characters_as_entities() => Same(
        """
        {
          "text": "SEV1 delivery-time: mae is &lt;beyond&gt; its &amp; threshold.\nPaged by escalation: It is open: ada is paged (operations).",
          "blocks": [
            { "type": "header", "text": { "type": "plain_text", "text": "SEV1 delivery-time: mae is &lt;beyond&gt; its &amp; threshold." } },
            { "type": "section", "text": { "type": "mrkdwn", "text": "Paged by escalation: It is open: ada is paged (operations)." } },
            { "type": "section", "fields": [
              { "type": "mrkdwn", "text": "*Ticket*\ndelivery-time.mae.3" },
              { "type": "mrkdwn", "text": "*Status*\nopen" },
              { "type": "mrkdwn", "text": "*Level*\noperations" },
              { "type": "mrkdwn", "text": "*Assignee*\nada" },
              { "type": "mrkdwn", "text": "*Opened*\n2026-03-01 05:06 UTC" },
              { "type": "mrkdwn", "text": "*Due*\n2026-03-04 06:06 UTC" } ] },
            { "type": "section", "text": { "type": "mrkdwn", "text": "• mae (firing, model 3, until 2026-03-04 05:05 UTC): MAE is 12.1, more than 10.\n• outcomes (no data, until 2026-03-04 05:05 UTC): No labels came." } },
            { "type": "context", "elements": [ { "type": "mrkdwn", "text": "<https://ml.example.com/api/tickets/delivery-time.mae.3|ticket>  <https://ml.example.com/api/tasks/delivery-time/alarms|alarms>  <https://ml.example.com/api/tasks/delivery-time/metrics|metrics>" } ] }
          ]
        }
        """,
        SlackFormat.Of(Said.Example()));

    [Fact]
    public void Teams_gets_a_message_with_one_Adaptive_Card() => Same(
        """
        {
          "type": "message",
          "attachments": [ {
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": {
              "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
              "type": "AdaptiveCard",
              "version": "1.4",
              "body": [
                { "type": "RichTextBlock", "inlines": [ { "type": "TextRun", "text": "SEV1 delivery-time: mae is <beyond> its & threshold.", "size": "large", "weight": "bolder", "color": "attention" } ] },
                { "type": "RichTextBlock", "inlines": [ { "type": "TextRun", "text": "Paged by escalation: It is open: ada is paged (operations)." } ] },
                { "type": "FactSet", "facts": [
                  { "title": "Ticket", "value": "delivery-time.mae.3" },
                  { "title": "Status", "value": "open" },
                  { "title": "Level", "value": "operations" },
                  { "title": "Assignee", "value": "ada" },
                  { "title": "Opened", "value": "2026-03-01 05:06 UTC" },
                  { "title": "Due", "value": "2026-03-04 06:06 UTC" } ] },
                { "type": "RichTextBlock", "inlines": [ { "type": "TextRun", "text": "mae (firing, model 3, until 2026-03-04 05:05 UTC): MAE is 12.1, more than 10." } ] },
                { "type": "RichTextBlock", "inlines": [ { "type": "TextRun", "text": "outcomes (no data, until 2026-03-04 05:05 UTC): No labels came." } ] }
              ],
              "actions": [
                { "type": "Action.OpenUrl", "title": "Ticket", "url": "https://ml.example.com/api/tickets/delivery-time.mae.3" },
                { "type": "Action.OpenUrl", "title": "Alarms", "url": "https://ml.example.com/api/tasks/delivery-time/alarms" },
                { "type": "Action.OpenUrl", "title": "Metrics", "url": "https://ml.example.com/api/tasks/delivery-time/metrics" } ]
            } } ]
        }
        """,
        TeamsFormat.Of(Said.Example()));

    [Fact]
    public void A_mail_has_the_evidence_in_plain_text()
    {
        Assert.Equal("SEV1 delivery-time: mae is <beyond> its & threshold.", EmailFormat.Subject(Said.Example()));
        Assert.Equal(
            """
            SEV1 delivery-time: mae is <beyond> its & threshold.

            Paged by escalation: It is open: ada is paged (operations).

            Ticket: delivery-time.mae.3
            Status: open
            Level: operations
            Assignee: ada
            Opened: 2026-03-01 05:06 UTC
            Due: 2026-03-04 06:06 UTC

            What its alarms see now:
            - mae (firing, model 3, until 2026-03-04 05:05 UTC): MAE is 12.1, more than 10.
            - outcomes (no data, until 2026-03-04 05:05 UTC): No labels came.

            Ticket:  https://ml.example.com/api/tickets/delivery-time.mae.3
            Alarms:  https://ml.example.com/api/tasks/delivery-time/alarms
            Metrics: https://ml.example.com/api/tasks/delivery-time/metrics
            """.ReplaceLineEndings("\n"),
            EmailFormat.Text(Said.Example()));
    }

    [Fact]
    public void Whatever_a_ticket_says_each_format_can_be_read_and_keeps_to_its_limits() => Said.Any.Sample(message =>
    {
        var slack = JsonNode.Parse(SlackFormat.Of(message))!;
        foreach (var (text, most) in slack["blocks"]!.AsArray().SelectMany(Texts).Append(((string)slack["text"]!, SlackFormat.LongestSection)))
        {
            Assert.InRange(text.Length, 1, most);
            Assert.DoesNotContain("<!", text, StringComparison.Ordinal);
        }

        var teams = TeamsFormat.Of(message);
        Assert.InRange(Encoding.UTF8.GetByteCount(teams), 1, TeamsFormat.LongestMessage);
        Assert.NotNull(JsonNode.Parse(teams));
        if (PagerDutyFormat.Of(message, "key") is { } page && JsonNode.Parse(page)!["payload"] is { } payload)
            Assert.InRange(((string)payload["summary"]!).Length, 1, PagerDutyFormat.LongestSummary);
        Assert.InRange(EmailFormat.Subject(message).Length, 1, EmailFormat.LongestSubject);
        Assert.DoesNotContain(EmailFormat.Subject(message), char.IsControl);
        Assert.Equal("delivery-time.mae.3", (string?)JsonNode.Parse(WebhookFormat.Of(message))!["ticket"]!["id"]);
    }, iter: 100);

    private static IEnumerable<(string Text, int Most)> Texts(JsonNode? block) => (string)block!["type"]! switch
    {
        "header" => [((string)block["text"]!["text"]!, SlackFormat.LongestHeader)],
        "section" when block["text"] is { } text => [((string)text["text"]!, SlackFormat.LongestSection)],
        "section" => block["fields"]!.AsArray().Select(field => ((string)field!["text"]!, 2000)),
        _ => block["elements"]!.AsArray().Select(element => ((string)element!["text"]!, SlackFormat.LongestSection)),
    };

    internal static void Same(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected: {JsonNode.Parse(expected)}\nActual: {JsonNode.Parse(actual)}");
}

using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using MlFunctions.Domain.Messages;
using MlFunctions.Domain.Tickets;

namespace MlFunctions.Domain.Tests.Messages;

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
    public void PagerDuty_gets_a_trigger_with_its_details() => Same(
        """
        {
          "routing_key": "r0uting",
          "event_action": "trigger",
          "dedup_key": "delivery-time.mae.3.2",
          "payload": {
            "summary": "SEV1 delivery-time: mae is <beyond> its & threshold.",
            "source": "delivery-time",
            "severity": "critical",
            "timestamp": "2026-03-04T05:06:07.000Z",
            "component": "delivery-time",
            "custom_details": {
              "event": "Paged by escalation: It is open: ada is paged (operations).",
              "ticket": "delivery-time.mae.3",
              "status": "open",
              "level": "operations",
              "assignee": "ada",
              "opened": "2026-03-01 05:06 UTC",
              "due": "2026-03-04 06:06 UTC",
              "evidence": "mae (firing, model 3, until 2026-03-04 05:05 UTC): MAE is 12.1, more than 10.\noutcomes (no data, until 2026-03-04 05:05 UTC): No labels came."
            },
            "class": "mae"
          },
          "client": "MlFunctions",
          "client_url": "https://ml.example.com/api/tickets/delivery-time.mae.3",
          "links": [
            { "href": "https://ml.example.com/api/tasks/delivery-time/alarms", "text": "Alarms" },
            { "href": "https://ml.example.com/api/tasks/delivery-time/metrics", "text": "Metrics" } ]
        }
        """,
        PagerDutyFormat.Of(Said.Example(), "r0uting")!);

    [Theory]
    [InlineData(TicketAction.Acknowledged, "acknowledge")]
    [InlineData(TicketAction.Mitigated, "acknowledge")]
    [InlineData(TicketAction.Resolved, "resolve")]
    [InlineData(TicketAction.Duplicated, "resolve")]
    public void PagerDuty_is_told_that_someone_has_it_or_has_solved_it(TicketAction action, string said) => Same(
        $$"""{ "routing_key": "r0uting", "event_action": "{{said}}", "dedup_key": "delivery-time.mae.3" }""", PagerDutyFormat.Of(Said.Example(action) with { To = "hook:pager" }, "r0uting")!);

    /// <summary>An incident that was acknowledged, or that nobody closed, does not ring again.</summary>
    [Theory]
    [InlineData("hook:pager", "delivery-time.mae.3", "delivery-time.mae.3")]
    [InlineData("person:ada:0", "delivery-time.mae.3.2", "delivery-time.mae.3.7")]
    public void In_PagerDuty_each_page_of_a_person_is_an_incident_and_of_a_hook_each_ticket(string to, string first, string second)
    {
        var message = Said.Example() with { To = to };
        Message[] pages = [message, message with { Event = message.Event with { Number = 7 } }];

        Assert.Equal([first, second], pages.Select(page => (string?)JsonNode.Parse(PagerDutyFormat.Of(page, "key")!)!["dedup_key"]));
    }

    [Fact]
    public void PagerDuty_is_not_told_what_pages_nobody() => Assert.Equal(
        [TicketAction.Opened, TicketAction.Reopened, TicketAction.Acknowledged, TicketAction.Assigned, TicketAction.Escalated, TicketAction.Paged, TicketAction.Mitigated, TicketAction.Resolved, TicketAction.Duplicated],
        Enum.GetValues<TicketAction>().Where(action => PagerDutyFormat.Of(Said.Example(action), "key") is not null));

    /// <summary>Messages that are tried again may come after those of later events, and an incident must not stay as an earlier one left it.</summary>
    [Theory]
    [InlineData(TicketAction.Opened, TicketAction.Resolved, false)]
    [InlineData(TicketAction.Resolved, TicketAction.Reopened, false)]
    [InlineData(TicketAction.Acknowledged, TicketAction.Reopened, false)]
    [InlineData(TicketAction.Paged, TicketAction.Acknowledged, true)]
    public void PagerDuty_is_not_told_late_what_is_no_longer_so(TicketAction told, TicketAction since, bool isTold)
    {
        var message = Said.Example(told);
        var later = message with { Ticket = Ticket.Apply(message.Ticket.Id, message.Ticket, new(3, Said.At, since, "ben", "Since.")) };

        Assert.NotNull(PagerDutyFormat.Of(message, "key"));
        Assert.Equal(isTold, PagerDutyFormat.Of(later, "key") is not null);
    }

    [Theory]
    [InlineData(Severity.Sev1, "critical")]
    [InlineData(Severity.Sev2, "error")]
    [InlineData(Severity.Sev3, "warning")]
    [InlineData(Severity.Sev4, "info")]
    public void PagerDuty_has_a_word_for_each_severity(Severity severity, string word) =>
        Assert.Equal(word, (string?)JsonNode.Parse(PagerDutyFormat.Of(Said.Example(severity: severity), "key")!)!["payload"]!["severity"]);

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

    private static void Same(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected: {JsonNode.Parse(expected)}\nActual: {JsonNode.Parse(actual)}");
}

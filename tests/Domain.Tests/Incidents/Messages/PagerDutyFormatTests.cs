using System.Text.Json.Nodes;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Incidents.Messages;

public sealed class PagerDutyFormatTests
{
    [Fact]
    public void PagerDuty_gets_a_trigger_with_its_details() => FormatTests.Same(
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
    public void PagerDuty_is_told_that_someone_has_it_or_has_solved_it(TicketAction action, string said) => FormatTests.Same(
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
}

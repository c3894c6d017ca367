using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Jira;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Incidents.Tickets.Jira;

public sealed class JiraImportTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>As Jira answers it, with the newest change of the status first.</summary>
    private const string Issue = """
        {
          "expand": "changelog", "id": "10234", "self": "https://example.atlassian.net/rest/api/3/issue/10234", "key": "OPS-12",
          "fields": {
            "summary": "Orders are late", "issuetype": { "id": "10001", "name": "Bug", "subtask": false }, "priority": { "name": "Highest", "id": "1" }, "labels": [], "customfield_10070": null,
            "status": { "name": "Verified", "statusCategory": { "id": 3, "key": "done", "name": "Done" } }, "resolution": { "name": "Done" },
            "created": "2026-02-01T10:00:00.000+0100", "updated": "2026-02-03T10:00:00.000+0000", "resolutiondate": "2026-02-02T10:00:00.000+0000", "duedate": "2026-02-05",
            "creator": { "accountId": "5b10", "displayName": "Ada" }, "assignee": { "accountId": "5b11", "displayName": "Grace" },
            "description": { "type": "doc", "version": 1, "content": [
              { "type": "paragraph", "content": [ { "type": "text", "text": "See " }, { "type": "text", "text": "the chart", "marks": [ { "type": "link", "attrs": { "href": "https://example.org/1" } } ] },
                { "type": "hardBreak" }, { "type": "mention", "attrs": { "id": "5b11", "text": "@Grace" } } ] },
              { "type": "bulletList", "content": [ { "type": "listItem", "content": [ { "type": "paragraph", "content": [ { "type": "text", "text": "one" } ] } ] }, { "type": "listItem", "content": [ { "type": "paragraph" } ] } ] },
              { "type": "panel", "attrs": { "panelType": "info" }, "content": [ { "type": "paragraph", "content": [ { "type": "emoji", "attrs": { "shortName": ":grin:" } } ] } ] } ] },
            "comment": { "total": 1, "comments": [ { "author": { "displayName": "Grace" }, "created": "2026-02-01T12:00:00.000+0000",
              "body": { "type": "doc", "version": 1, "content": [ { "type": "paragraph", "content": [ { "type": "text", "text": "On it." } ] } ] } } ] }
          },
          "changelog": { "histories": [
            { "created": "2026-02-02T10:00:00.000+0000", "author": { "displayName": "Grace" }, "items": [ { "field": "resolution" }, { "field": "status", "fromString": "In Progress", "toString": "Done" } ] },
            { "created": "2026-02-01T11:00:00.000+0000", "author": { "displayName": "Grace" }, "items": [ { "field": "status", "fromString": "To Do", "toString": "In Progress" } ] } ] }
        }
        """;

    [Fact]
    public void An_issue_becomes_a_ticket_with_its_history()
    {
        var import = Read(Issue);
        var ticket = Ticket.Fold(import.Id, import.Events)!;

        Assert.Equal(("jira-OPS-12", "Orders are late", Severity.Sev1, TicketStatus.Resolved, "Grace", "jira"), ($"{ticket.Id}", ticket.Subject.Title, ticket.Subject.Severity, ticket.Status, ticket.Assignee, ticket.Subject.Source));
        Assert.Equal([TicketAction.Opened, TicketAction.Acknowledged, TicketAction.Commented, TicketAction.Resolved], import.Events.Select(next => next.Action));
        Assert.Equal(["Ada", "Grace", "Grace", "Grace"], import.Events.Select(next => next.By));
        Assert.Equal((2d, 25d), (ticket.TimeToAcknowledge?.TotalHours, ticket.TimeToResolve?.TotalHours));
        Assert.Equal("See the chart (https://example.org/1)\n@Grace\n\n- one\n- \n\n:grin:", ticket.Subject.Description);
        Assert.Equal(new DateTimeOffset(2026, 2, 5, 23, 59, 0, TimeSpan.Zero), import.Due);
    }

    [Fact]
    public void Without_its_changes_the_issue_itself_says_when_it_was_resolved()
    {
        var import = Read(Issue, issue => issue.Remove("changelog"));
        Assert.Equal([TicketAction.Opened, TicketAction.Commented, TicketAction.Resolved], import.Events.Select(next => next.Action));
        Assert.Equal(25d, Ticket.Fold(import.Id, import.Events)!.TimeToResolve?.TotalHours);
    }

    [Fact]
    public void A_duplicate_leads_to_the_other_issue_s_ticket()
    {
        var import = Read(Issue, issue =>
        {
            issue["fields"]!["resolution"] = new JsonObject { ["name"] = "Duplicate" };
            issue["fields"]!["issuelinks"] = JsonNode.Parse("""[ { "type": { "name": "Blocks" }, "outwardIssue": { "key": "OPS-1" } }, { "type": { "name": "Duplicate" }, "outwardIssue": { "key": "OPS-2" } } ]""");
        });
        var ticket = Ticket.Fold(import.Id, import.Events)!;
        Assert.Equal((TicketStatus.Duplicate, "jira-OPS-2"), (ticket.Status, $"{ticket.DuplicateOf}"));
    }

    [Theory]
    [InlineData("2026-03-10", "2026-03-10T23:59:00Z")]
    [InlineData("2026-02-10", "2026-03-05T05:06:07Z")]
    [InlineData(null, "2026-03-05T05:06:07Z")]
    public void An_active_one_pages_nobody_at_once_and_is_due_by_its_day_or_as_if_it_were_new(string? due, string at)
    {
        var import = Read(Issue, issue =>
        {
            issue.Remove("changelog");
            issue["fields"]!["status"] = new JsonObject { ["name"] = "To Do" };
            issue["fields"]!["duedate"] = due;
        });
        var ticket = Ticket.Fold(import.Id, import.Events)!;
        ticket = Ticket.Fold(import.Id, import.Planned(ticket, EscalationPolicy.Default(Severity.Sev1), Now))!;

        Assert.Equal((TicketStatus.Open, null, DateTimeOffset.Parse(at, null)), (ticket.Status, ticket.Plan.Answer, ticket.DueAt!.Value));
        Assert.Equal(Level.Engineer, ticket.Plan.Next!.Level);
    }

    [Theory]
    [InlineData("""{}""", "/key /fields/summary /fields/created /fields/status")]
    [InlineData("""7""", "/key /fields/summary /fields/created /fields/status")]
    [InlineData("""{ "key": "ops-1", "fields": { "summary": "a", "created": "2027-01-01T00:00:00.000+0000", "priority": { "name": "Soon" }, "status": { "name": "Odd" } } }""", "/key /fields/created /fields/priority/name /fields/status")]
    [InlineData("""{ "key": "OPS-1", "fields": { "summary": "half a \ud83c", "created": "2026-01-01T00:00:00.000+0000", "status": { "name": "Done" } } }""", "")]
    public void What_is_wrong_with_an_issue_is_said_where_it_stands(string issue, string pointers)
    {
        var refusal = Assert.IsType<Invalid>(JiraImport.Of(JsonDocument.Parse(issue).RootElement, TestTasks.Delivery.Name, Now).Refusal);
        Assert.Equal(pointers, string.Join(' ', refusal.Errors.Select(error => error.Pointer)));
    }

    [Fact]
    public void What_is_too_much_for_one_transaction_is_refused()
    {
        var comments = new JsonArray([.. Enumerable.Range(0, 90).Select(i => (JsonNode)new JsonObject { ["created"] = "2026-02-01T12:00:00.000+0000", ["body"] = $"Comment {i}." })]);
        var many = JiraImport.Of(Element(Issue, issue => issue["fields"]!["comment"] = new JsonObject { ["comments"] = comments }), TestTasks.Delivery.Name, Now);
        Assert.Contains("the most is 90", many.Refusal!.Detail, StringComparison.Ordinal);
        var isLong = JiraImport.Of(Element(Issue, issue => issue["fields"]!["description"] = new string('a', 32_768)), TestTasks.Delivery.Name, Now);
        Assert.Equal("/fields", Assert.Single(Assert.IsType<Invalid>(isLong.Refusal).Errors).Pointer);
        var isWide = JiraImport.Of(Element(Issue, issue => issue["fields"]!["description"] = string.Concat(Enumerable.Repeat("😀", 16_000)) + new string('\\', 700)), TestTasks.Delivery.Name, Now);
        Assert.True(isWide.IsDone);
        var cause = JsonNode.Parse($$"""{ "type": "paragraph", "content": [ { "type": "text", "text": "{{string.Concat(Enumerable.Repeat("😀", 16_000))}}" } ] }""")!;
        var content = new JsonArray(cause, new JsonObject { ["type"] = "rule" }, JsonNode.Parse("""{ "type": "heading", "content": [ { "type": "text", "text": "Root cause" } ] }"""), cause.DeepClone());
        var both = JiraImport.Of(Element(Issue, issue => issue["fields"]!["description"] = new JsonObject { ["type"] = "doc", ["content"] = content }), TestTasks.Delivery.Name, Now);
        Assert.Contains("longer than can be kept", both.Refusal!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("comment", """{ "comments": [ { "created": "9998-12-31T00:00:00.000+0000", "body": "Soon." } ] }""")]
    [InlineData("resolutiondate", "\"2026-03-05T00:00:00.000+0000\"")]
    public void Nothing_of_an_issue_lies_in_the_future(string field, string value)
    {
        var import = JiraImport.Of(Element(Issue, issue => issue["fields"]![field] = JsonNode.Parse(value)), TestTasks.Delivery.Name, Now);
        var mistake = Assert.Single(Assert.IsType<Invalid>(import.Refusal).Errors);
        Assert.Equal("/fields", mistake.Pointer);
        Assert.Contains("later than now", mistake.Detail, StringComparison.Ordinal);
    }

    private static JiraImport Read(string issue, Action<JsonObject>? change = null)
    {
        var import = JiraImport.Of(Element(issue, change), TestTasks.Delivery.Name, Now);
        Assert.True(import.IsDone, import.Refusal?.Detail);
        return import.Value;
    }

    private static JsonElement Element(string issue, Action<JsonObject>? change)
    {
        var parsed = JsonNode.Parse(issue)!.AsObject();
        change?.Invoke(parsed);
        return JsonSerializer.SerializeToElement(parsed);
    }
}

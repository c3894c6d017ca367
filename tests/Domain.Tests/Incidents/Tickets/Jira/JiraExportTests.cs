using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Incidents.Tickets.Jira;
using MlFunctions.Domain.Tests.Incidents.Tickets.Commands;

namespace MlFunctions.Domain.Tests.Incidents.Tickets.Jira;

public sealed class JiraExportTests
{
    /// <summary>Jira refuses a field that it sets itself, and a text without characters.</summary>
    [Fact]
    public void Fields_hold_what_can_be_posted_and_nothing_else()
    {
        var (ticket, events) = Course(new Edit(Description: "One.\nTwo.\n\n\n\nThree.", RootCause: "Seconds."), new PlanItem(null, "Test units.", "ada", Courses.Start) { By = "ada" }, new Comment("a"));
        var issue = JiraExport.Of(ticket, events, "OPS");

        Assert.Equal(["description", "duedate", "issuetype", "labels", "priority", "project", "summary"], issue["fields"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("High", "2026-03-05", "task:delivery-time source:people"), ($"{issue["fields"]!["priority"]!["name"]}", $"{issue["fields"]!["duedate"]}", string.Join(' ', issue["fields"]!["labels"]!.AsArray())));
        var description = issue["fields"]!["description"]!.ToJsonString();
        Assert.DoesNotContain("\"text\":\"\"", description, StringComparison.Ordinal);
        Assert.Contains("Test units., ada, due 2026-03-04", description, StringComparison.Ordinal);
        Assert.Equal("2026-03-04T05:06:07.000+0000", $"{issue["readOnly"]!["created"]}");
    }

    [Fact]
    public void A_description_is_never_longer_than_Jira_takes()
    {
        var (ticket, events) = Course(
            [new Edit(Description: new string('a', 8000), RootCause: new string('b', 8000), Evidence: [.. Enumerable.Repeat(new string('c', 1000), 20)]), .. Enumerable.Range(0, 40).Select(i => new PlanItem(null, new string('d', 200)))]);
        Assert.InRange(JiraExport.Of(ticket, events, null)["fields"]!["description"]!.ToJsonString().Count(c => c is 'a' or 'b' or 'c' or 'd'), 20_000, 32_767);
    }

    private static (Ticket Ticket, IReadOnlyList<TicketEvent> Events) Course(params TicketCommand[] commands)
    {
        var events = Courses.Live(commands.Select(command => ((TicketCommand?)command, "mae", Domain.Monitoring.Alarms.Rules.AlarmState.Ok, 1))).Select(step => step.Event!).Prepend(Courses.Opening).ToList();
        return (Ticket.Fold(Courses.Id, events)!, events);
    }
}

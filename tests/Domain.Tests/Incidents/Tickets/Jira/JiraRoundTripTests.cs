using System.Text.Json;
using CsCheck;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Jira;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tests.Incidents.Tickets.Commands;

namespace MlFunctions.Domain.Tests.Incidents.Tickets.Jira;

public sealed class JiraRoundTripTests
{
    /// <summary>By a clock that only goes on: Jira has its changes in the order of their times.</summary>
    [Fact]
    public void What_the_mapping_names_is_the_same_after_an_export_and_an_import() => Courses.Happening.Array[0, 40].Sample(happenings =>
    {
        TicketEvent[] events = [Courses.Opening, .. Courses.Live(happenings.Select(one => one with { Seconds = Math.Abs(one.Seconds) })).Select(step => step.Event!)];
        var ticket = Ticket.Fold(Courses.Id, events)!;

        var import = Import(ticket, events);
        var back = Ticket.Fold(import.Id, import.Events)!;

        Assert.Equal(Mapped(ticket), Mapped(back));
        Assert.Equal(Comments(events), Comments(import.Events));
        Assert.Equal(ticket.DuplicateOf, back.DuplicateOf);
        Assert.Equal(("jira-OPS-7", "jira"), (back.Id.ToString(), back.Subject.Source));
        var again = Import(back, import.Events);
        Assert.Equal(Text(import.Events), Text(again.Events));
    });

    [Fact]
    public void Any_text_survives_the_document_format() => Gen.String[Gen.OneOf(Gen.Char['a', 'c'], Gen.Const('\n'), Gen.Const(' '), Gen.Const('é')), 1, 40].Where(text => !string.IsNullOrWhiteSpace(text)).Sample(text =>
    {
        var opening = Courses.Opening with { Subject = Courses.Opening.Subject! with { Description = text.Trim(), Evidence = ["https://example.org/1", "id 7"] }, RootCause = text.Trim() };
        var subject = Import(Ticket.Fold(Courses.Id, [opening])!, [opening]).Events[0];

        Assert.Equal((text.Trim(), text.Trim()), (subject.Subject!.Description, subject.RootCause));
        Assert.Equal(["https://example.org/1", "id 7"], subject.Subject.Evidence!.Value);
    });

    private static JiraImport Import(Ticket ticket, IReadOnlyList<TicketEvent> events)
    {
        var issue = JiraExport.Of(ticket, events, "OPS");
        issue["key"] = "OPS-7";
        var import = JiraImport.Of(JsonSerializer.SerializeToElement(issue), ticket.Subject.Task, Courses.Start.AddYears(5));
        Assert.True(import.IsDone, import.Refusal?.Detail);
        return import.Value;
    }

    private static object Mapped(Ticket ticket) => (
        ticket.Subject.Title, ticket.Subject.Description, ticket.Subject.Severity, ticket.Status, ticket.Assignee, ticket.RootCause, ticket.OpenedAt,
        (ticket.AcknowledgedAt, ticket.MitigatedAt, ticket.ResolvedAt));

    private static IEnumerable<(string By, DateTimeOffset At, string Text)> Comments(IEnumerable<TicketEvent> events) => events.Where(next => next.Action == TicketAction.Commented).Select(next => (next.By, next.At, next.Detail));

    private static string Text(IEnumerable<TicketEvent> events) => JsonSerializer.Serialize(events, Json.Options);
}

using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;
using static MlFunctions.Domain.Tests.Incidents.Tickets.Commands.Courses;

namespace MlFunctions.Domain.Tests.Incidents.Tickets.Commands;

public sealed class TicketCommandsTests
{
    public static TheoryData<TicketStatus, string> Legal => new()
    {
        { TicketStatus.Open, "acknowledge assign escalate mitigate resolve duplicate comment edit plan" },
        { TicketStatus.Acknowledged, "assign escalate mitigate resolve duplicate comment edit plan" },
        { TicketStatus.Mitigated, "assign escalate resolve reopen duplicate comment edit plan" },
        { TicketStatus.Resolved, "reopen duplicate comment edit plan" },
        { TicketStatus.Reopened, "acknowledge assign escalate mitigate resolve duplicate comment edit plan" },
        { TicketStatus.Duplicate, "reopen comment edit plan" },
    };

    [Theory]
    [MemberData(nameof(Legal))]
    public void What_is_legal_follows_from_the_status(TicketStatus status, string legal) => Assert.Equal(legal, string.Join(' ', TicketCommands.Legal(In(status))));

    [Fact]
    public void What_is_not_legal_says_what_is()
    {
        var refusal = Assert.IsType<Conflict>(TicketCommands.Decide(In(TicketStatus.Mitigated), new Acknowledge { By = "ada" }, Start).Refusal);

        Assert.Equal("A ticket that is mitigated does not take acknowledge; legal now: assign, escalate, resolve, reopen, duplicate, comment, edit, plan.", refusal.Detail);
        var evidence = Assert.IsType<LegalNow>(refusal.Evidence);
        Assert.Equal(("mitigated", "assign"), (evidence.Status, evidence.Legal[0]));
    }

    [Fact]
    public void What_would_make_a_ticket_longer_than_a_row_is_refused_and_all_else_goes_on()
    {
        var ticket = Opened();
        var (name, link) = (string.Concat(Enumerable.Repeat("😀", 50)), string.Concat(Enumerable.Repeat("😀", 500)));
        Result<TicketEvent> next;
        while ((next = TicketCommands.Decide(ticket, new PlanItem(Title: name + name, Owner: name, Change: link), Start)).IsDone)
            ticket = Ticket.Apply(ticket.Id, ticket, next.Value);

        Assert.True(ticket.Items.Count < PlanItem.Most);
        Assert.StartsWith("The ticket's texts would together be longer than can be kept", Assert.IsType<Invalid>(next.Refusal).Detail, StringComparison.Ordinal);
        Assert.False(TicketCommands.Decide(ticket, new Edit(Description: string.Concat(Enumerable.Repeat("😀", 4000))), Start).IsDone);
        Assert.True(TicketCommands.Decide(ticket, new PlanItem(Item: 1, Done: true, Change: ""), Start).IsDone);
        Assert.True(TicketCommands.Decide(ticket, new Comment(string.Concat(Enumerable.Repeat("😀", 4000))), Start).IsDone);
        Assert.True(TicketCommands.Decide(ticket, new Acknowledge { By = "ada" }, Start).IsDone);
    }

    [Fact]
    public void A_ticket_is_answered_mitigated_solved_and_brought_back_with_its_times()
    {
        var ticket = Opened();
        ticket = Do(ticket, new Acknowledge { By = "grace" }, 5);
        Assert.Equal((TicketStatus.Acknowledged, "grace"), (ticket.Status, ticket.Assignee));
        ticket = Do(ticket, new Mitigate("Rolled back to model 3."), 20);
        ticket = Do(ticket, new Resolve("A new store sends seconds."), 90);

        Assert.Equal((TicketStatus.Resolved, "A new store sends seconds."), (ticket.Status, ticket.RootCause));
        Assert.Equal((5d, 20d, 90d), (ticket.TimeToAcknowledge?.TotalMinutes, ticket.TimeToMitigate?.TotalMinutes, ticket.TimeToResolve?.TotalMinutes));

        ticket = Do(ticket, new Reopen("Late again."), 100);
        Assert.Equal((TicketStatus.Reopened, null, null), (ticket.Status, ticket.TimeToMitigate, ticket.TimeToResolve));
        Assert.Equal(Start.AddMinutes(100), ticket.Since);
    }

    [Fact]
    public void Who_takes_a_ticket_has_it_and_who_is_given_one_must_say_so()
    {
        var taken = Do(Opened(), new Assign("ada", Level: Level.Engineer) { By = "ada" }, 1);
        Assert.Equal((TicketStatus.Acknowledged, "ada", Level.Engineer), (taken.Status, taken.Assignee, taken.Level));

        var given = Do(taken, new Assign("grace") { By = "ada" }, 2);
        Assert.Equal((TicketStatus.Open, "grace"), (given.Status, given.Assignee));

        var mitigated = Do(In(TicketStatus.Mitigated), new Assign("ada") { By = "ada" }, 5);
        Assert.Equal((TicketStatus.Mitigated, "ada"), (mitigated.Status, mitigated.Assignee));
    }

    [Fact]
    public void It_goes_up_a_level_at_a_time_or_to_one_that_is_named_and_never_down()
    {
        var up = Do(Opened(), new Escalate(), 1);
        Assert.Equal(Level.Engineer, up.Level);
        Assert.Equal("/level", Assert.Single(Refused(up, new Escalate(Level.Operations))));
        var top = Do(Opened(), new Escalate(Level.Senior), 1);
        Assert.Equal(Level.Senior, Do(top, new Escalate(), 2).Level);
    }

    [Fact]
    public void Action_items_are_added_changed_and_done()
    {
        var ticket = Do(Opened(), new PlanItem(null, "Test units.", "ada", Start.AddDays(7)), 1);
        ticket = Do(ticket, new PlanItem(null, "Alert on units."), 2);
        ticket = Do(ticket, new PlanItem(1, Change: "https://example.org/pull/7", Done: true), 3);
        ticket = Do(ticket, new PlanItem(1, Owner: ""), 4);

        Assert.Equal([new(1, "Test units.", null, Start.AddDays(7), "https://example.org/pull/7", Start.AddMinutes(3)), new ActionItem(2, "Alert on units.")], ticket.Items.Values);
        Assert.Null(Do(ticket, new PlanItem(1, Done: false), 5).Items[1].DoneAt);
        Assert.Equal(["/item"], Refused(ticket, new PlanItem(3, "None.")));
        Assert.Equal(["/title"], Refused(ticket, new PlanItem(Owner: "ada")));
        var full = Enumerable.Range(0, PlanItem.Most - 2).Aggregate(ticket, (before, i) => Do(before, new PlanItem(null, $"Item {i}."), 10));
        Assert.Equal(["/item"], Refused(full, new PlanItem(null, "One too many.")));
    }

    [Fact]
    public void What_it_is_about_is_edited_field_by_field()
    {
        var ticket = Do(Opened(), new Edit(Description: "All of Friday's.", Evidence: ["https://example.org/chart"]), 1);
        ticket = Do(ticket, new Edit("Orders of Friday are late.", Severity: Severity.Sev1, RootCause: "Seconds, not minutes.") { By = "grace" }, 2);

        Assert.Equal(("Orders of Friday are late.", Severity.Sev1, "All of Friday's.", "Seconds, not minutes."), (ticket.Subject.Title, ticket.Subject.Severity, ticket.Subject.Description, ticket.RootCause));
        Assert.Equal("grace changed the title, the severity to sev1, the root cause.", ticket.Detail);
        Assert.Equal("https://example.org/chart", Assert.Single(ticket.Subject.Evidence!.Value));
        Assert.Null(Do(ticket, new Edit(Description: ""), 3).Subject.Description);
    }

    public static TheoryData<TicketCommand, string> Mistakes => new()
    {
        { new Assign(), "/assignee" },
        { new Assign(new string('a', 101)), "/assignee" },
        { new Mitigate(" "), "/detail" },
        { new Comment(), "/text" },
        { new Comment(new string('a', 8001)), "/text" },
        { new Comment("half a \ud83c pair"), "/text" },
        { new Comment("half a pair \udf55"), "/text" },
        { new Comment("a \u0000 sign"), "/text" },
        { new Comment("no character: \uffff"), "/text" },
        { new Edit(), "" },
        { new Edit(Title: ""), "/title" },
        { new Edit(Title: "two\nlines"), "/title" },
        { new Edit(Title: new string('a', 201)), "/title" },
        { new Edit(RootCause: ""), "/rootCause" },
        { new Edit(Evidence: ["https://example.org", ""]), "/evidence/1" },
        { new Edit(Evidence: [.. Enumerable.Repeat("a", 21)]), "/evidence" },
        { new Duplicate(), "/of" },
        { new Duplicate("no id"), "/of" },
        { new Duplicate($"{Id}"), "/of" },
        { new Acknowledge { By = "a\tb" }, "/by" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void What_cannot_be_kept_is_refused_where_it_stands(TicketCommand command, string pointer) => Assert.Equal([pointer], Refused(Opened(), command));

    [Fact]
    public void A_ticket_by_hand_needs_a_task_a_title_and_a_severity()
    {
        var refused = Assert.IsType<Invalid>(new OpenTicket("No", Source: "alarm", Evidence: [null!]).Decide(Start).Refusal);
        Assert.Equal(["/task", "/severity", "/source", "/title", "/evidence/0"], refused.Errors.Select(error => error.Pointer));

        var opened = new OpenTicket("delivery-time", " Late. ", Severity.Sev3).Decide(Start).Value!;
        Assert.Equal(("Late.", "people", "someone"), (opened.Subject!.Title, opened.Subject.Source, opened.By));
    }

    private static Ticket Do(Ticket ticket, TicketCommand command, int minutes)
    {
        var decided = TicketCommands.Decide(ticket, command, Start.AddMinutes(minutes));
        Assert.True(decided.IsDone, decided.Refusal?.Detail);
        return Ticket.Apply(ticket.Id, ticket, decided.Value);
    }

    private static IEnumerable<string> Refused(Ticket ticket, TicketCommand command) =>
        Assert.IsType<Invalid>(TicketCommands.Decide(ticket, command, Start.AddHours(1)).Refusal).Errors.Select(error => error.Pointer);
}

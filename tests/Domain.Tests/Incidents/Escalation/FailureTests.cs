using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Incidents.Escalation;

/// <summary>How escalation fails in on-call tools, and must not here.</summary>
public sealed class FailureTests
{
    private const int Day = 24 * 60;
    private const int Year = 365 * Day;

    [Fact]
    public void A_chain_that_an_acknowledgement_paused_goes_on_when_the_ticket_is_given_to_someone_who_does_not_answer()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 0).Do(2, TicketAction.Acknowledged, "ops").Assign(30, "bob").Run(30, 60);

        Assert.Equal([(0, "ops"), (35, "eng"), (50, "sen")], ticket.Pages);
    }

    [Theory]
    [InlineData(Severity.Sev1)]
    [InlineData(Severity.Sev2)]
    [InlineData(Severity.Sev3)]
    [InlineData(Severity.Sev4)]
    public void A_chain_that_has_reached_the_top_goes_on_when_the_ticket_is_given_to_someone_who_does_not_answer(Severity severity)
    {
        var ticket = new PagedTicket(severity).Run(0, 11 * Day);
        var given = ticket.Do((11 * Day) + 1, TicketAction.Acknowledged, "sen").Assign((11 * Day) + 2, "bob").Ticket.UpdatedAt;

        ticket.Run((11 * Day) + 2, 19 * Day);

        Assert.Contains(ticket.Events, next => next.At > given && next.Page is { Step.Clock: EscalationClock.Answer, Person: "sen" });
    }

    [Fact]
    public void A_chain_that_quiet_hours_paused_goes_on_when_they_end()
    {
        var quiet = PagedTicket.Search with { People = [.. PagedTicket.Search.People.Select(person => person with { Quiet = new(new(11, 0), new(13, 0), "UTC") })] };

        Assert.Equal([(60, "ops"), (540, "eng")], new PagedTicket(Severity.Sev3, quiet).Run(0, 600).Pages);
    }

    [Fact]
    public void A_chain_that_resolution_ended_begins_anew_when_the_ticket_is_reopened()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 30).Do(31, TicketAction.Resolved).Do(500, TicketAction.Reopened).Run(500, 505);

        Assert.Equal([(500, "ops"), (505, "eng")], ticket.Pages.TakeLast(2));
        Assert.Equal(500 + Day, ticket.SolutionDue);
    }

    [Fact]
    public void An_alarm_that_comes_and_goes_puts_no_page_off()
    {
        var ticket = new PagedTicket(Severity.Sev1);
        for (var minute = 0; minute < Day + 10; minute++)
        {
            if (minute % 4 == 3)
                ticket.Do(minute, TicketAction.Reopened, "mae");
            ticket.Run(minute, minute);
        }

        Assert.Equal([(0, "ops"), (5, "eng"), (20, "sen"), (50, "sen")], ticket.Pages.Take(4));
        Assert.Single(ticket.Events, next => next.Page?.Step.Clock == EscalationClock.Solution && next.At == PagedTicket.Start.AddMinutes(Day));
    }

    [Fact]
    public void An_old_ticket_that_was_resolved_pages_nobody_months_later_whatever_marks_are_left() =>
        Assert.Null(new PagedTicket(Severity.Sev1).Run(0, 5).Do(6, TicketAction.Acknowledged, "eng").Do(7, TicketAction.Resolved, "eng").Look(Year));

    [Fact]
    public void An_old_ticket_that_was_acknowledged_pages_for_its_solution_alone_when_a_host_is_back_after_months()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 5).Do(6, TicketAction.Acknowledged, "eng").Run(Year, Year + 10);

        Assert.Equal([(0, "ops"), (5, "eng"), (Year, "sen")], ticket.Pages);
        Assert.Equal(EscalationClock.Solution, ticket.Events[^1].Page!.Step.Clock);
        Assert.Equal(Year + (Day / 2), ticket.SolutionDue);
    }

    [Fact]
    public void A_host_that_is_back_after_months_pages_once_for_each_clock_and_not_the_whole_backlog()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(Year, Year + 1);

        Assert.Equal([EscalationClock.Answer, EscalationClock.Solution], ticket.Events.Where(next => next.Page is not null).Select(next => next.Page!.Step.Clock));
    }

    [Fact]
    public void No_wait_is_skipped_after_a_late_tick()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 0).Run(17, 40);

        Assert.Equal([(0, "ops"), (17, "eng"), (32, "sen")], ticket.Pages);
    }

    [Fact]
    public void A_repeated_page_carries_what_the_alarms_see_then()
    {
        var ticket = new PagedTicket(Severity.Sev1) { Seen = [Sees(AlarmState.Firing, "mae is 1.9.")] }.Run(0, 0);
        ticket.Seen = [Sees(AlarmState.Firing, "mae is 7.5.")];
        ticket.Run(5, 5);
        ticket.Seen = [Sees(AlarmState.Ok, "mae is 1.1.")];
        ticket.Run(20, 20);

        var pages = ticket.Events.Where(next => next.Page is not null).ToArray();
        Assert.Equal(["mae is 1.9.", "mae is 7.5.", "mae is 1.1."], pages.Select(page => Assert.Single(page.Page!.Seen).Evaluation.Detail));
        Assert.EndsWith("mae: mae is 7.5.", pages[1].Detail, StringComparison.Ordinal);
        Assert.EndsWith("The alarm mae has cleared.", pages[2].Detail, StringComparison.Ordinal);
    }

    private static TicketEvidence Sees(AlarmState state, string detail) => new("mae", 1, state, new(PagedTicket.Start, PagedTicket.Start, Verdict.Worse, 1, 100, detail), 3);
}

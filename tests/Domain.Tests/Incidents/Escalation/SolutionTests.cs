using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Incidents.Escalation;

public sealed class SolutionTests
{
    private const int Day = 24 * 60;

    [Theory]
    [InlineData(Severity.Sev1, 12 * 60)]
    [InlineData(Severity.Sev2, Day)]
    public void What_is_severe_goes_up_after_a_day_though_it_is_acknowledged_and_again_after_that(Severity severity, int again)
    {
        var ticket = new PagedTicket(severity).Run(0, 0).Do(1, TicketAction.Acknowledged, "ops").Run(1, Day + again + 1);

        Assert.Equal([(0, "ops"), (Day, "eng"), (Day + again, "sen")], ticket.Pages);
        Assert.Equal(TicketStatus.Acknowledged, ticket.Ticket.Status);
        Assert.Equal(Level.Senior, ticket.Ticket.Level);
    }

    [Fact]
    public void Whoever_has_it_keeps_it_when_it_goes_up_for_its_solution()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 0).Do(1, TicketAction.Acknowledged, "ops", next => next with { Assignee = "ops" }).Run(1, Day);

        Assert.Equal("eng", ticket.Pages.Last().Person);
        Assert.Equal("ops", ticket.Ticket.Assignee);
    }

    [Fact]
    public void Mitigation_extends_it_and_resolution_ends_it()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 0).Do(1, TicketAction.Acknowledged, "ops").Do(60, TicketAction.Mitigated, "ops");
        Assert.Equal(60 + (3 * Day), ticket.SolutionDue);
        Assert.Null(ticket.AnswerDue);

        ticket.Run(60, 60 + (3 * Day));
        Assert.Equal([(0, "ops"), (60 + (3 * Day), "eng")], ticket.Pages);
        Assert.StartsWith("It is mitigated, and not resolved in time: eng is paged", ticket.Ticket.Detail, StringComparison.Ordinal);

        ticket.Do(4 * Day, TicketAction.Resolved, "eng").Run(4 * Day, 20 * Day);
        Assert.Equal(2, ticket.Pages.Count());
    }

    [Fact]
    public void Mitigation_never_brings_it_forward() =>
        Assert.Equal(30 * Day + 5, new PagedTicket(Severity.Sev4).Do(5, TicketAction.Mitigated).SolutionDue);

    [Fact]
    public void Both_clocks_run_side_by_side()
    {
        var ticket = new PagedTicket(Severity.Sev2).Run(0, 0).Do(1, TicketAction.Acknowledged, "ops").Assign(Day - 10, "eng").Run(Day - 10, Day + 20);

        Assert.Equal([(0, "ops"), (Day, "eng"), (Day + 5, "eng")], ticket.Pages);
    }

    [Theory]
    [InlineData(Severity.Sev3, Severity.Sev1, 10, 15, Day)]
    [InlineData(Severity.Sev1, Severity.Sev3, 2, 482, 7 * Day)]
    [InlineData(Severity.Sev3, Severity.Sev2, 475, 480, Day)]
    public void Another_severity_has_another_plan(Severity from, Severity to, int at, int answer, int solution)
    {
        var ticket = new PagedTicket(from).Run(0, 0).Edit(at, to);

        Assert.Equal((answer, solution), (ticket.AnswerDue, ticket.SolutionDue));
    }

    [Fact]
    public void What_becomes_severe_after_its_time_goes_up_at_once()
    {
        var ticket = new PagedTicket(Severity.Sev3).Run(0, 0).Do(1, TicketAction.Acknowledged, "ops").Edit(2 * Day, Severity.Sev1).Run(2 * Day, 2 * Day);

        Assert.Equal([(0, "ops"), (2 * Day, "eng")], ticket.Pages);
    }

    [Fact]
    public void What_becomes_worse_when_all_have_been_paged_is_paged_anew_and_what_becomes_milder_is_not()
    {
        var all = new PagedTicket(Severity.Sev3).Run(0, 3400);
        Assert.Null(all.AnswerDue);

        Assert.Null(all.Edit(3400, Severity.Sev4).AnswerDue);
        Assert.Equal([(3401, "ops"), (3401, "sen"), (3406, "eng")], all.Edit(3401, Severity.Sev1).Run(3401, 3406).Pages.TakeLast(3));
    }

    [Fact]
    public void A_mitigated_ticket_keeps_the_extension_of_its_new_severity() =>
        Assert.Equal(60 + (3 * Day), new PagedTicket(Severity.Sev3).Do(60, TicketAction.Mitigated).Edit(70, Severity.Sev2).SolutionDue);
}

using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Incidents.Escalation;

public sealed class ClockStepTests
{
    [Fact]
    public void Set_back_the_plan_is_moved_with_it_and_nothing_is_paged_twice()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 6).Run(-54, -20);

        Assert.Equal([(0, "ops"), (5, "eng"), (-39, "sen")], ticket.Pages);
        Assert.Single(ticket.Events, next => next.Action == TicketAction.Rescheduled);
        Assert.Contains("set back", ticket.Events[3].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_back_it_is_followed_by_whatever_event_comes_first()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 5).Do(-54, TicketAction.Commented).Run(-54, -20);

        Assert.Equal([(0, "ops"), (5, "eng"), (-39, "sen")], ticket.Pages);
    }

    /// <summary>As after a silence, or when the first telling failed.</summary>
    [Fact]
    public void What_an_alarm_tells_hours_late_moves_no_step_sooner()
    {
        var ticket = new PagedTicket(Severity.Sev2).Run(0, 200).Do(200, TicketAction.Acknowledged);
        var due = ticket.SolutionDue;

        ticket.Tell(10);

        Assert.Equal((due, 200.0), (ticket.SolutionDue, (ticket.Ticket.UpdatedAt - PagedTicket.Start).TotalMinutes));
    }

    [Fact]
    public void Clocks_that_differ_a_little_move_nothing()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 5);

        Assert.Null(ticket.Look(1));
        Assert.Equal(20, ticket.AnswerDue);
    }

    [Fact]
    public void Set_forward_one_step_of_a_clock_is_taken_and_set_right_again_the_next_waits_its_time()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 0).Run(300, 300).Run(2, 20);

        Assert.Equal([(0, "ops"), (300, "eng"), (17, "sen")], ticket.Pages);
    }

    [Fact]
    public void A_ticket_without_a_plan_that_is_pending_gets_one()
    {
        var ticket = new PagedTicket(Severity.Sev1);
        ticket.ForgetThePlan();

        Assert.Equal([(30, "ops"), (35, "eng")], ticket.Run(30, 35).Pages);
        Assert.Equal(30 + (24 * 60), ticket.SolutionDue);
    }
}

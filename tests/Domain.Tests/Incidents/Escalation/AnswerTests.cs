using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Incidents.Escalation;

public sealed class AnswerTests
{
    [Fact]
    public void Operations_are_paged_first_then_the_engineer_then_the_senior_again_and_again_until_someone_acknowledges()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 60);

        Assert.Equal([(0, "ops"), (5, "eng"), (20, "sen"), (50, "sen")], ticket.Pages);
        Assert.Equal(Level.Senior, ticket.Ticket.Level);
        Assert.Equal(["person:ops:0", "person:eng:0", "person:sen:0", "person:sen:0"], ticket.Deliveries.Select(delivery => delivery.To));

        ticket.Do(61, TicketAction.Acknowledged, "sen").Run(61, 600);
        Assert.Equal(4, ticket.Pages.Count());
    }

    [Theory]
    [InlineData(Severity.Sev2, 0, 15, 75, 195)]
    [InlineData(Severity.Sev3, 0, 480, 3360)]
    [InlineData(Severity.Sev4, 0, 4320, 14400)]
    public void What_is_less_severe_waits_longer(Severity severity, params int[] minutes)
    {
        var ticket = new PagedTicket(severity).Run(0, minutes[^1] + 60);

        Assert.Equal(minutes, ticket.Pages.Select(page => (int)page.At));
    }

    [Fact]
    public void Where_nobody_is_on_call_at_a_level_the_next_above_is_paged_and_at_the_top_the_next_below()
    {
        var noEngineer = new PagedTicket(Severity.Sev1, PagedTicket.NewTeam("search", "ops", null, "sen")).Run(0, 20);
        Assert.Equal([(0, "ops"), (5, "sen"), (20, "sen")], noEngineer.Pages);

        var opsAlone = new PagedTicket(Severity.Sev1, PagedTicket.NewTeam("search", "ops", null, null)).Run(0, 20);
        Assert.Equal([(0, "ops"), (5, "ops"), (20, "ops")], opsAlone.Pages);
        Assert.Equal(Level.Operations, opsAlone.Ticket.Level);
    }

    [Fact]
    public void Where_nobody_is_on_call_at_all_the_page_says_so_and_the_chain_goes_on()
    {
        var ticket = new PagedTicket(Severity.Sev1, PagedTicket.NewTeam("search")).Run(0, 5);

        Assert.Equal([(0, (string?)null), (5, null)], ticket.Pages);
        Assert.Contains("nobody is on call in team search: PUT /api/on-call/search", ticket.Ticket.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Asked_for_help_a_level_is_paged_at_once_and_the_chain_goes_on_above_it()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 0).Do(1, TicketAction.Acknowledged, "ops")
            .Do(10, TicketAction.Escalated, "ops", next => next with { Level = Level.Engineer }).Run(10, 30);

        Assert.Equal([(0, "ops"), (10, "eng"), (25, "sen")], ticket.Pages);
    }

    [Fact]
    public void Asked_for_help_with_what_is_mitigated_a_level_is_paged_once()
    {
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 0).Do(1, TicketAction.Mitigated, "ops")
            .Do(10, TicketAction.Escalated, "ops", next => next with { Level = Level.Senior }).Run(10, 200);

        Assert.Equal([(0, "ops"), (10, "sen")], ticket.Pages);
        Assert.StartsWith("Help is asked for: sen is paged", ticket.Events[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_to_another_team_it_follows_that_teams_policy_and_rota_at_the_level_it_has_reached()
    {
        var payments = new PagedTicket(Severity.Sev2).Run(0, 15).Assign(20, null, "payments").Run(20, 100);

        Assert.Equal([(0, "ops"), (15, "eng"), (20, "pay-eng"), (80, "pay-sen")], payments.Pages);
        Assert.Equal("payments", payments.Deliveries[^1].Team);
    }

    [Fact]
    public void A_team_that_is_stricter_has_less_time_and_one_that_is_laxer_no_more()
    {
        var strict = EscalationPolicy.Default(Severity.Sev2) with { ResolveWithin = TimeSpan.FromHours(4) };
        var own = PagedTicket.Search with { Policies = PagedTicket.Search.Policies.Add(Severity.Sev2, strict) };
        Assert.Equal(240, new PagedTicket(Severity.Sev2, own).Assign(10, "pay-eng", "payments").SolutionDue);

        var back = new PagedTicket(Severity.Sev2, own).Assign(10, "pay-eng", "payments");
        var there = new PagedTicket(Severity.Sev2).Assign(10, "pay-eng", "payments");
        there.Declare(own);
        Assert.Equal(240, there.Assign(20, "eng", "search").SolutionDue);
        Assert.Equal(240, back.Assign(20, "eng", "search").SolutionDue);
    }

    [Fact]
    public void A_policy_that_changes_holds_from_the_next_event_that_asks_it()
    {
        var slow = EscalationPolicy.Default(Severity.Sev1) with { Answer = [new(Level.Operations, TimeSpan.Zero), new(Level.Senior, TimeSpan.FromMinutes(90))] };
        var ticket = new PagedTicket(Severity.Sev1).Run(0, 0);
        ticket.Declare(PagedTicket.Search with { Policies = PagedTicket.Search.Policies.Add(Severity.Sev1, slow) });

        Assert.Equal([(0, "ops"), (5, "eng"), (35, "sen")], ticket.Run(0, 40).Pages);
    }

    [Fact]
    public void Opened_when_no_team_is_declared_it_still_goes_up_by_the_default()
    {
        var ticket = new PagedTicket(Severity.Sev1, PagedTicket.NewTeam("other")).Run(0, 5);

        Assert.Equal([0, 5], ticket.Pages.Select(page => page.At));
        Assert.EndsWith("nobody is on call: PUT /api/on-call/default says who is.", ticket.Ticket.Detail, StringComparison.Ordinal);
    }
}

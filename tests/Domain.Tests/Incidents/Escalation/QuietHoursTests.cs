using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Incidents.Escalation;

/// <summary>Tickets are opened at noon; quiet hours are from 11 to 19 o'clock, minute 420, unless said otherwise.</summary>
public sealed class QuietHoursTests
{
    [Theory]
    [InlineData(Severity.Sev3, 420)]
    [InlineData(Severity.Sev4, 420)]
    [InlineData(Severity.Sev2, 0)]
    [InlineData(Severity.Sev1, 0)]
    public void They_postpone_what_can_wait_until_they_end_and_never_what_is_severe(Severity severity, int paged)
    {
        var ticket = new PagedTicket(severity, Quiet("ops", 11, 19, Severity.Sev1)).Run(0, 430);

        Assert.Equal((paged, "ops"), ticket.Pages.First());
        Assert.Equal(paged == 0 ? 0 : 1, ticket.Events.Count(next => next.Action == TicketAction.Rescheduled));
    }

    [Fact]
    public void They_postpone_from_the_severity_on_that_they_name() =>
        Assert.Equal((0, "ops"), new PagedTicket(Severity.Sev3, Quiet("ops", 11, 19, Severity.Sev4)).Run(0, 10).Pages.First());

    [Fact]
    public void When_they_end_whoever_is_on_call_then_is_paged()
    {
        var team = Quiet("ops", 11, 19, Severity.Sev3);
        team = team with
        {
            People = team.People.Add(new("late", [])),
            Layers = [new(Level.Operations, ["ops", "late"], new DateOnly(2026, 3, 3), new TimeOnly(18, 0), 1, "UTC"), .. team.Layers.Skip(1)],
        };

        Assert.Equal((420, "late"), Assert.Single(new PagedTicket(Severity.Sev3, team).Run(0, 430).Pages));
    }

    [Fact]
    public void They_postpone_the_step_and_not_the_steps_after_it()
    {
        var ticket = new PagedTicket(Severity.Sev3, Quiet("ops", 11, 19, Severity.Sev3)).Run(0, 1000);

        Assert.Equal([(420, "ops"), (900, "eng")], ticket.Pages);
    }

    [Fact]
    public void What_is_acknowledged_meanwhile_is_not_paged_when_they_end() =>
        Assert.Empty(new PagedTicket(Severity.Sev3, Quiet("ops", 11, 19, Severity.Sev3)).Run(0, 10).Do(11, TicketAction.Acknowledged).Run(11, 1000).Pages);

    [Fact]
    public void Where_everyone_is_on_call_in_theirs_alone_someone_is_woken()
    {
        var team = PagedTicket.Search with { People = [new("day", [], new QuietHours(new(0, 0), new(12, 0), "UTC")), new("night", [], new QuietHours(new(12, 0), new(0, 0), "UTC"))] };
        var turns = Enumerable.Range(0, 40).Select(half => (From: PagedTicket.Start.AddHours(12 * half), Person: half % 2 == 0 ? "night" : "day"));
        var ticket = new PagedTicket(Severity.Sev3, team) { Overrides = [.. turns.Select(turn => new Override($"{turn.From}", Level.Operations, turn.Person, turn.From, turn.From.AddHours(12)))] };

        Assert.Equal((0, "night"), Assert.Single(ticket.Run(0, 400).Pages));
    }

    private static Team Quiet(string person, int from, int to, Severity severity) => PagedTicket.Search with
    {
        People = [.. PagedTicket.Search.People.Select(one => one.Name == person ? one with { Quiet = new QuietHours(new(from, 0), new(to, 0), "UTC", severity) } : one)],
    };
}

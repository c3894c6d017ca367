using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Tickets;

namespace MlFunctions.Domain.Tests.Incidents.Messages;

public sealed class OvertakenTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Theory]
    [InlineData(EscalationClock.Answer, TicketAction.Acknowledged, "ben", null, true)]
    [InlineData(EscalationClock.Answer, TicketAction.Acknowledged, "ada", null, false)]
    [InlineData(EscalationClock.Answer, TicketAction.Acknowledged, "chat", "ada", false)]
    [InlineData(EscalationClock.Answer, TicketAction.Mitigated, "ben", null, true)]
    [InlineData(EscalationClock.Answer, TicketAction.Assigned, "ben", "eve", true)]
    [InlineData(EscalationClock.Answer, TicketAction.Assigned, "ben", "ada", false)]
    [InlineData(EscalationClock.Answer, TicketAction.Resolved, "ada", null, true)]
    [InlineData(EscalationClock.Answer, TicketAction.Duplicated, "ada", null, true)]
    [InlineData(EscalationClock.Answer, TicketAction.Commented, "ben", null, false)]
    [InlineData(EscalationClock.Answer, TicketAction.Paged, "escalation", "ben", false)]
    [InlineData(EscalationClock.Solution, TicketAction.Acknowledged, "ben", null, false)]
    [InlineData(EscalationClock.Solution, TicketAction.Assigned, "ben", "eve", false)]
    [InlineData(EscalationClock.Solution, TicketAction.Resolved, "ben", null, true)]
    public void A_page_of_ada_is_overtaken_when_it_asks_for_what_is_done(EscalationClock clock, TicketAction since, string by, string? assignee, bool overtaken)
    {
        var page = new TicketEvent(2, Start, TicketAction.Paged, "escalation", "A page.") { Page = new(new(clock, 0, Level.Operations, Start), "ada", Level.Operations, []) };

        Assert.Equal(overtaken, Overtaken.Is(page, [new(3, Start, TicketAction.Commented, "eve", "Hm."), new(4, Start, since, by, "Since.") { Assignee = assignee }], "ada"));
    }

    [Fact]
    public void An_assignment_is_overtaken_by_another() => Assert.True(Overtaken.Is(
        new(2, Start, TicketAction.Assigned, "ben", "To ada.") { Assignee = "ada" }, [new(3, Start, TicketAction.Assigned, "ben", "To eve.") { Assignee = "eve" }], "ada"));
}

using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using static MlFunctions.Domain.Tests.Incidents.Reviews.Weeks;

namespace MlFunctions.Domain.Tests.Incidents.Reviews;

public sealed class PagingReviewTests
{
    [Fact]
    public void Pages_are_counted_by_level_and_by_what_came_of_them()
    {
        var pages = Review(
            Ticket("a", Opened(At(1), Severity.Sev1), Paged(At(1), "ann"), Paged(At(1, 0, 5), "bob", Level.Engineer), Event(At(1, 0, 50), TicketAction.Acknowledged, "bob")),
            Ticket("b", Opened(At(2), Severity.Sev3), Paged(At(2), "ann"), Event(At(2, 23), TicketAction.Commented, "ann")),
            Ticket("c", Opened(At(3), Severity.Sev2), Paged(At(3), null)),
            Ticket("d", Opened(At(6), Severity.Sev4), Paged(At(6, 12), "ann")),
            Ticket("e", Opened(At(-1), Severity.Sev1, "Nobody came"), Paged(At(-1), "ann"), Paged(At(4), "cleo", Level.Senior))).Pages;

        Assert.Equal(new PageCounts(null, Count: 6, LedToAction: 2, Unanswered: 2, Waiting: 1, ToNobody: 1), pages.All);
        Assert.Equal([new(Level.Operations, 4, 1, 1, 1, 1), new(Level.Engineer, 1, 1, 0, 0, 0), new PageCounts(Level.Senior, 1, 0, 1, 0, 0)], pages.Levels);
        Assert.Equal(0.5, pages.Precision);
        Assert.Equal([("e", 1, "Nobody came"), ("c", 1, "A title")], pages.NotAnswered.Select(ticket => ($"{ticket.Id}", ticket.Pages, ticket.Title)));
    }

    [Theory]
    [InlineData(Severity.Sev1, 60, 1)]
    [InlineData(Severity.Sev2, 61, 0)]
    [InlineData(Severity.Sev3, 24 * 60, 1)]
    [InlineData(Severity.Sev4, (24 * 60) + 1, 0)]
    public void An_action_counts_within_an_hour_or_a_day(Severity severity, int minutes, int acted) =>
        Assert.Equal(acted, Led(severity, Event(At(1, 0, minutes), TicketAction.Assigned)));

    [Theory]
    [InlineData(TicketAction.Acknowledged, "ann", 1)]
    [InlineData(TicketAction.Assigned, "ann", 1)]
    [InlineData(TicketAction.Escalated, "ann", 1)]
    [InlineData(TicketAction.Mitigated, "ann", 1)]
    [InlineData(TicketAction.Resolved, "ann", 1)]
    [InlineData(TicketAction.Duplicated, "ann", 1)]
    [InlineData(TicketAction.Commented, "ann", 1)]
    [InlineData(TicketAction.Rescheduled, "escalation", 0)]
    [InlineData(TicketAction.Bundled, "ann", 0)]
    [InlineData(TicketAction.Undelivered, "ann", 0)]
    [InlineData(TicketAction.Commented, "escalation", 0)]
    [InlineData(TicketAction.Commented, "mae", 0)]
    public void Only_what_a_person_does_is_an_action(TicketAction action, string by, int acted) => Assert.Equal(acted, Led(Severity.Sev1, Event(At(1, 0, 5), action, by)));

    /// <summary>It was severe when it paged; that it is not any more gives nobody more time.</summary>
    [Fact]
    public void The_severity_at_the_time_of_the_page_says_how_long_it_may_take() => Assert.Equal(0, Led(
        Severity.Sev1, Event(At(1, 2), TicketAction.Edited) with { Subject = new TicketSubject(Delivery, "Milder", Severity.Sev4) }, Event(At(1, 3), TicketAction.Acknowledged)));

    /// <summary>What is done after the week is not known at its end.</summary>
    [Fact]
    public void A_page_whose_time_is_not_over_waits_and_is_not_judged()
    {
        var pages = Review(Ticket("a", Opened(At(6), Severity.Sev1), Paged(At(6, 23, 30), "ann"), Event(At(7, 0, 5), TicketAction.Acknowledged))).Pages;

        Assert.Equal((1, 0, 0), (pages.All.Waiting, pages.All.LedToAction, pages.All.Unanswered));
        Assert.Null(pages.Precision);
        Assert.Empty(pages.NotAnswered);
    }

    private static int Led(Severity severity, params TicketEvent[] after) =>
        Review(Ticket("a", [Opened(At(1), severity, alarm: "mae"), Paged(At(1), "ann"), .. after])).Pages.All.LedToAction;
}

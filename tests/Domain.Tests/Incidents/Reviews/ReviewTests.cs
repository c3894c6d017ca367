using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Deployments;
using static MlFunctions.Domain.Tests.Incidents.Reviews.Weeks;

namespace MlFunctions.Domain.Tests.Incidents.Reviews;

public sealed class ReviewTests
{
    private static readonly TaskName Fraud = TaskName.Parse("card-fraud");

    [Fact]
    public void Tickets_are_counted_by_task_and_severity_and_compared_with_the_week_before()
    {
        var review = Review(
            Ticket("old", Opened(At(-9), Severity.Sev3)),
            Ticket("before", Opened(At(-5), Severity.Sev3), Event(At(-4), TicketAction.Resolved)),
            Ticket("back", Opened(At(-5), Severity.Sev3), Event(At(-4), TicketAction.Resolved), Event(At(1), TicketAction.Reopened)),
            Ticket("quick", Opened(At(1), Severity.Sev1, task: Fraud), Event(At(1, 3), TicketAction.Resolved)),
            Ticket("same", Opened(At(1), Severity.Sev1, task: Fraud), Event(At(1, 1), TicketAction.Duplicated)),
            Ticket("new", Opened(At(6, 23, 59), Severity.Sev1, task: Fraud)),
            Ticket("later", Opened(At(7), Severity.Sev1, task: Fraud)));

        Assert.Equal(
        [
            new TicketCounts(Fraud, Severity.Sev1, Opened: 3, Reopened: 0, Resolved: 1, Duplicates: 1, Open: 1, Aged: 0),
            new TicketCounts(Delivery, Severity.Sev3, Opened: 0, Reopened: 1, Resolved: 0, Duplicates: 0, Open: 2, Aged: 1),
        ], review.Tickets);
        Assert.Equal((3, 1, 1, 1, 3, 1), (review.Headline.Opened, review.Headline.Reopened, review.Headline.Resolved, review.Headline.Duplicates, review.Headline.Open, review.Headline.Aged));
        Assert.Equal((2, 0, 2, 0, 1, 1), (review.Before.Opened, review.Before.Reopened, review.Before.Resolved, review.Before.Duplicates, review.Before.Open, review.Before.Aged));
    }

    [Theory]
    [InlineData(Severity.Sev1, 1)]
    [InlineData(Severity.Sev2, 1)]
    [InlineData(Severity.Sev3, 7)]
    [InlineData(Severity.Sev4, 30)]
    public void A_ticket_has_aged_when_it_is_open_for_longer_than_its_severity_allows(Severity severity, int days)
    {
        var just = Ticket("just", Opened(Week.End.AddDays(-days), severity));
        var longer = Ticket("longer", Opened(Week.End.AddDays(-days).AddSeconds(-1), severity, "Slow"));
        var reopened = Ticket("reopened", Opened(At(-40), severity), Event(At(-39), TicketAction.Resolved), Event(At(6, 20), TicketAction.Reopened));

        var aged = Assert.Single(Review(just, longer, reopened).Aged);

        Assert.Equal(("longer", "Slow", (days * 86400) + 1, days * 86400), ($"{aged.Id}", aged.Title, aged.SecondsOpen, aged.Limit));
    }

    [Fact]
    public void Times_are_those_of_what_was_acknowledged_mitigated_or_resolved_in_the_week()
    {
        var review = Review(
            Ticket("a", Opened(At(0), Severity.Sev1), Event(At(0, 0, 10), TicketAction.Acknowledged), Event(At(0, 1), TicketAction.Mitigated), Event(At(0, 5), TicketAction.Resolved)),
            Ticket("b", Opened(At(0), Severity.Sev1), Event(At(0, 0, 20), TicketAction.Acknowledged)),
            Ticket("c", Opened(At(-1), Severity.Sev3), Event(At(-1, 1), TicketAction.Acknowledged), Event(At(1), TicketAction.Resolved)),
            Ticket("d", Opened(At(0), Severity.Sev3), Event(At(0, 1), TicketAction.Resolved), Event(At(0, 2), TicketAction.Reopened)),
            Ticket("e", Opened(At(0), Severity.Sev3), Event(At(3), TicketAction.Duplicated)));

        Assert.Equal(new ResponseTimes(null, new(3, 20 * 60, 52 * 60, 3600), new(2, 24.5 * 3600, 155_880, 48 * 3600), new(2, 26.5 * 3600, 157_320, 48 * 3600)), review.Times[0]);
        Assert.Equal(new ResponseTimes(Severity.Sev1, new(2, 15 * 60, 19 * 60, 20 * 60), new(1, 3600, 3600, 3600), new(1, 5 * 3600, 5 * 3600, 5 * 3600)), review.Times[1]);
        Assert.Equal(new ResponseTimes(Severity.Sev3, new(1, 3600, 3600, 3600), new(1, 48 * 3600, 48 * 3600, 48 * 3600), new(1, 48 * 3600, 48 * 3600, 48 * 3600)), review.Times[2]);
        Assert.Equal(3, review.Times.Length);
    }

    [Fact]
    public void The_important_ones_are_the_severe_the_longest_open_and_those_that_paged_most()
    {
        TicketHistory[] mild = [.. Enumerable.Range(1, 8).Select(i => Ticket($"mild{i}", Opened(At(-i), Severity.Sev4)))];
        var paged = Ticket("paged", Opened(At(1), Severity.Sev3), Paged(At(1, 1), "bob"), Paged(At(1, 2), "bob"), Event(At(1, 3), TicketAction.Resolved));
        var severe = Ticket("severe", Opened(At(2), Severity.Sev2, "It is bad"), Event(At(2, 1), TicketAction.Assigned) with { Assignee = "cleo", Level = Level.Engineer },
            Event(At(2, 2), TicketAction.Resolved) with { RootCause = "A late feed" }, Planned(At(2, 3), new ActionItem(1, "Watch the feed", "cleo", At(9))));
        var past = Ticket("past", Opened(At(-3), Severity.Sev1), Event(At(-2), TicketAction.Resolved));
        var understood = Ticket("understood", Opened(At(-3), Severity.Sev2), Event(At(-2), TicketAction.Resolved), Event(At(3), TicketAction.Edited) with { RootCause = "Known now" });

        var important = Review([.. mild, paged, severe, past, understood]).Important;

        Assert.Equal(["understood", "severe", "paged", "mild8", "mild7", "mild6", "mild5", "mild4"], important.Select(ticket => $"{ticket.Id}"));
        Assert.Equal("Known now", important[0].RootCause);
        var first = important[1];
        Assert.Equal(("It is bad", TicketStatus.Resolved, "cleo", Level.Engineer, At(2), "A late feed", 0), (first.Title, first.Status, first.Assignee, first.Level, first.OpenedAt, first.RootCause, first.Pages));
        Assert.Equal((7200, 7200, 7200, 7200), (first.AcknowledgeSeconds, first.MitigateSeconds, first.ResolveSeconds, first.SecondsOpen));
        Assert.Equal("Watch the feed", Assert.Single(first.Items).Title);
        Assert.Equal(2, important[2].Pages);
    }

    [Fact]
    public void What_came_back_in_90_days_is_found_by_its_root_cause_or_by_its_alarms()
    {
        static TicketEvent Cause(double day, string cause) => Event(At(day), TicketAction.Edited) with { RootCause = cause };
        var review = Review(
            Ticket("a", Opened(At(-60), Severity.Sev3, alarm: "mae"), Cause(-59, "The feed, again:  late!")),
            Ticket("b", Opened(At(-30), Severity.Sev3, alarm: "mae"), Cause(-29, "the feed again late")),
            Ticket("c", Opened(At(-20), Severity.Sev3, alarm: "drift", task: Fraud), Cause(-19, "The Feed again late")),
            Ticket("d", Opened(At(-10), Severity.Sev3, alarm: "drift", task: Fraud)),
            Ticket("e", Opened(At(-10), Severity.Sev3, alarm: "errors", task: Fraud)),
            Ticket("f", Opened(At(-9), Severity.Sev3, alarm: "errors")),
            Ticket("g", Opened(At(-8), Severity.Sev3, alarm: "errors"), Event(At(-7), TicketAction.Duplicated)),
            Ticket("h", Opened(At(-84), Severity.Sev3, alarm: "latency")),
            Ticket("i", Opened(At(-2), Severity.Sev3, alarm: "latency"), Cause(-1, "?!")),
            Ticket("j", Opened(At(-2), Severity.Sev3), Cause(8, "the feed again late")));

        Assert.Equal(
            [("RootCause The Feed again late", "card-fraud delivery-time", "c b a"), ("Alarms drift", "card-fraud", "d c")],
            review.Repeated.Select(cause => ($"{cause.Kind} {cause.Cause}", string.Join(' ', cause.Tasks), string.Join(' ', cause.Tickets))));
    }

    [Fact]
    public void Action_items_are_overdue_or_due_next_until_they_are_done_and_messages_that_were_given_up_are_told()
    {
        static ActionItem Item(int number, double due, string? owner = "ann") => new(number, $"Item {number}", owner, At(due));
        var review = Review(
            Ticket("a", Opened(At(-30), Severity.Sev2), Planned(At(-29), Item(1, 3)), Planned(At(-29), Item(2, -10, null)), Planned(At(-29), Item(3, 7)), Planned(At(-29), Item(4, 14)),
                Planned(At(-29), Item(5, 2)), Planned(At(-29), new(6, "Item 6")), Event(At(-28), TicketAction.Resolved), Planned(At(2), Item(5, 2) with { DoneAt = At(2) }), Planned(At(8), Item(1, 3) with { DoneAt = At(8) })),
            Ticket("b", Opened(At(0), Severity.Sev4), Event(At(-1), TicketAction.Undelivered, "messages"), Event(At(1), TicketAction.Undelivered, "messages"), Event(At(2), TicketAction.Undelivered, "messages") with { Detail = "The last." }));

        Assert.Equal((5, 1), (review.Actions.Open, review.Actions.Done));
        Assert.Equal([("Item 2", null, At(-10)), ("Item 1", "ann", At(3))], review.Actions.Overdue.Select(item => (item.Title, item.Owner, item.Due)));
        Assert.Equal("Item 3", Assert.Single(review.Actions.DueNext).Title);
        Assert.Equal(new UndeliveredMessages(TicketId.Parse("b"), 3, "The last."), Assert.Single(review.Undelivered));
    }

    [Fact]
    public void Of_models_it_says_what_was_promoted_rolled_back_and_trained_and_which_ideas_were_good()
    {
        DeploymentChange[] changes =
        [
            new(1, At(-20), DeploymentAction.Promotion, 1, null, null, Forced: true), new(2, At(1), DeploymentAction.Promotion, 2, 1, "better", Forced: false),
            new(3, At(2), DeploymentAction.Rollback, 1, 2, "worse", Forced: false), new(4, At(3), DeploymentAction.Promotion, 3, 1, "now", Forced: true), new(5, At(8), DeploymentAction.Rollback, 1, 3, null, Forced: false),
        ];
        Training[] trainings = [Trained("t0", -100, 9), Trained("t1", -21, 1), Trained("t2", 0.5, 2), Trained("t3", 2.5, 3), Trained("t4", 4, 4), Trained("t5", 5, null), Trained("t6", 8, 6)];
        var review = Domain.Incidents.Reviews.Review.Of(Week, At(100), [], [new(Delivery, changes, trainings, new HashSet<int> { 2, 3, 4, 6, 9 }), new(Fraud, [], [], new HashSet<int>())]);

        var task = Assert.Single(review.Tasks);
        Assert.Equal((2, 1, 1), (task.Promotions, task.Forced, task.Rollbacks));
        Assert.Equal((3, 2, 1, 1), (task.Succeeded, task.Promoted, task.Failed, task.Unfinished));
        Assert.Equal([2, 3, 4], task.Changes.Select(change => change.Number));
        Assert.Equal(["t2", "t3", "t4", "t5"], task.Trainings.Select(training => training.Id));
        Assert.Equal((3, 1, 1.0 / 3), (review.Ideas.Tried, review.Ideas.Good, review.Ideas.Share));
        Assert.Equal((2, 1, 4), (review.Headline.Promotions, review.Headline.Rollbacks, review.Headline.Trainings));
        Assert.Empty(review.Experiments);
    }

    [Fact]
    public void Of_the_running_week_it_says_what_is_known_now_and_that_it_is_partial()
    {
        TicketHistory[] tickets = [Ticket("a", Opened(At(1), Severity.Sev3)), Ticket("b", Opened(At(2), Severity.Sev3))];
        var (running, over) = (Domain.Incidents.Reviews.Review.Of(Week, At(2), tickets, []), Domain.Incidents.Reviews.Review.Of(Week, At(7), tickets, []));

        Assert.Equal((true, At(2), 1), (running.Partial, running.Until, running.Headline.Opened));
        Assert.Equal((false, At(7), 2), (over.Partial, over.Until, over.Headline.Opened));
    }

    private static Training Trained(string id, double day, int? model) => new(
        id, model is null ? TrainingState.Failed : TrainingState.Succeeded, new TrainingOrder(null, 1, null, 1), At(day).AddHours(-30), FinishedAt: At(day), Model: model,
        Candidates: model is { } made ? [new TrainedCandidate("lightgbm", made, "mae", 1, 1, 1, 1)] : null, Error: model is null ? "No rows." : null);
}

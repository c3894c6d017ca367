using CsCheck;
using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Deployments;
using static MlFunctions.Domain.Tests.Incidents.Reviews.Weeks;

namespace MlFunctions.Domain.Tests.Incidents.Reviews;

public sealed class ReproducibleReviewTests
{
    private const int Days = 60;

    /// <summary>Whatever happens later, to the same tickets and models or to new ones, and whenever it is made again.</summary>
    [Fact]
    public void A_week_that_is_over_gives_the_same_bytes_whenever_it_is_made() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        TicketHistory[] tickets = [.. Enumerable.Range(0, random.Next(1, 12)).Select(i => History($"t{i}", random))];
        var (changes, trainings) = (Changes(random), Trainings(random));

        var then = Domain.Incidents.Reviews.Review.Of(
            Week, Week.End.AddHours(9), [.. tickets.Select(ticket => new TicketHistory(ticket.Id, [.. ticket.Events.Where(next => next.At < Week.End)]))],
            [new(Delivery, [.. changes.Where(change => change.At < Week.End)], [.. trainings.Where(training => training.QueuedAt < Week.End).Select(AsOfTheEnd)], new HashSet<int> { 1, 3, 5 })]);
        random.Shuffle(tickets);
        var later = Domain.Incidents.Reviews.Review.Of(Week, Week.End.AddDays(random.Next(1, 500)), tickets, [new(Delivery, changes, trainings, new HashSet<int> { 1, 3, 5 })]);

        Assert.Equal(Text(then), Text(later));
        Assert.Equal(ReviewMarkdown.Of(then), ReviewMarkdown.Of(later));
    });

    [Fact]
    public void What_was_open_and_came_and_went_is_what_is_open() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var review = Review([.. Enumerable.Range(0, 12).Select(i => History($"t{i}", random))]);
        var (now, before) = (review.Headline, review.Before);

        Assert.Equal(now.Open, before.Open + now.Opened + now.Reopened - now.Resolved - now.Duplicates);
        Assert.Equal(now.Pages, review.Pages.All.LedToAction + review.Pages.All.Unanswered + review.Pages.All.Waiting + review.Pages.All.ToNobody);
        Assert.All(review.Times, times => Assert.True(times.Resolved.MedianSeconds is null || (times.Resolved.MedianSeconds >= 0 && times.Resolved.P90Seconds <= times.Resolved.WorstSeconds)));
    });

    private static TicketHistory History(string id, Random random)
    {
        var times = Enumerable.Range(0, random.Next(1, 20)).Select(_ => At((random.NextDouble() * Days) - (Days / 2.0))).Order().ToArray();
        var alarm = random.Next(2) == 0 ? null : "mae";
        return Ticket(id, [Opened(times[0], Any<Severity>(random), $"Title {random.Next(3)}", alarm), .. times.Skip(1).Select(at => Next(at, random))]);
    }

    private static TicketEvent Next(DateTimeOffset at, Random random)
    {
        var action = Any<TicketAction>(random);
        var by = random.Next(3) == 0 ? "escalation" : "ann";
        return action switch
        {
            TicketAction.Opened or TicketAction.Edited => Event(at, TicketAction.Edited, by) with { Subject = new TicketSubject(Delivery, "Another title", Any<Severity>(random)), RootCause = $"Cause {random.Next(2)}" },
            TicketAction.Paged => Paged(at, random.Next(4) == 0 ? null : "bob", Any<Level>(random)),
            TicketAction.Planned => Planned(at, new(random.Next(1, 4), "To do", "cleo", At(random.Next(-20, 20)), DoneAt: random.Next(2) == 0 ? at : null)),
            TicketAction.Assigned => Event(at, action, by) with { Assignee = $"person-{random.Next(3)}", Level = Any<Level>(random) },
            _ => Event(at, action, by),
        };
    }

    private static DeploymentChange[] Changes(Random random)
    {
        var times = Enumerable.Range(0, random.Next(10)).Select(_ => At((random.NextDouble() * Days) - (Days / 2.0))).Order();
        return [.. times.Index().Select(change => new DeploymentChange(change.Index + 1, change.Item, Any<DeploymentAction>(random), random.Next(1, 6), random.Next(1, 6), "why", random.Next(2) == 0))];
    }

    private static Training[] Trainings(Random random) =>
    [
        .. Enumerable.Range(1, random.Next(2, 8)).Select(model =>
        {
            var queued = At((random.NextDouble() * Days) - (Days / 2.0));
            return new Training($"training-{model}", TrainingState.Succeeded, new TrainingOrder(null, 1, null, 1), queued, FinishedAt: queued.AddHours(random.Next(100)), Model: model,
                Candidates: [new("lightgbm", model, "mae", 1, 1, 1, 1)]);
        }),
    ];

    private static Training AsOfTheEnd(Training training) => training.FinishedAt < Week.End ? training : training with { State = TrainingState.Running, FinishedAt = null, Model = null, Candidates = null };

    private static T Any<T>(Random random)
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
}

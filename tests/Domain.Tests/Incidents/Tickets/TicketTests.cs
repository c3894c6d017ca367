using CsCheck;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Incidents.Tickets;

public sealed class TicketTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly TicketSubject Subject = new(TestTasks.Delivery.Name, "mae of delivery-time", Severity.Sev2, "mae");
    private static readonly TicketId Id = TicketId.Of(TestTasks.Delivery.Name, "mae", 1);

    [Fact]
    public void It_is_opened_cleared_and_reopened_and_stays_open_for_people()
    {
        var events = Told([Change(1, AlarmState.Ok, AlarmState.Firing), Change(2, AlarmState.Firing, AlarmState.Ok), Change(3, AlarmState.Ok, AlarmState.Firing)]);

        Assert.Equal([TicketAction.Opened, TicketAction.Cleared, TicketAction.Reopened], events.Select(e => e.Action));
        Assert.Equal((TicketStatus.Open, false), State(events.Take(2)));
        Assert.Equal((TicketStatus.Reopened, true), State(events));
        Assert.Equal(Subject, Ticket.Fold(Id, events)!.Subject);
    }

    [Fact]
    public void An_alarm_without_data_opens_a_ticket_and_updates_the_one_that_holds()
    {
        var lost = Told([Change(1, AlarmState.Ok, AlarmState.Firing), Change(2, AlarmState.Firing, AlarmState.NoData), Change(3, AlarmState.NoData, AlarmState.Firing)]);
        Assert.Equal([TicketAction.Opened, TicketAction.Updated, TicketAction.Updated], lost.Select(e => e.Action));

        Assert.Equal(TicketAction.Opened, Assert.Single(Told([Change(1, AlarmState.Ok, AlarmState.NoData)])).Action);
    }

    [Fact]
    public void Alarms_about_the_same_thing_share_it_until_the_last_is_over_and_the_worst_says_how_severe_it_is()
    {
        var other = Subject with { Alarm = "mae-shift", Severity = Severity.Sev1 };
        var events = new List<TicketEvent>();
        foreach (var (subject, change) in new[]
        {
            (Subject, Change(1, AlarmState.Ok, AlarmState.Firing)), (other, Change(5, AlarmState.Ok, AlarmState.Firing)), (other, Change(5, AlarmState.Ok, AlarmState.Firing)),
            (Subject, Change(2, AlarmState.Firing, AlarmState.Ok)), (other, Change(6, AlarmState.Firing, AlarmState.Ok)), (Subject, Change(3, AlarmState.Ok, AlarmState.Firing)),
        })
        {
            if (Ticket.Tell(Ticket.Fold(Id, events), subject, change) is { } next)
                events.Add(next);
        }

        Assert.Equal([TicketAction.Opened, TicketAction.Updated, TicketAction.Updated, TicketAction.Cleared, TicketAction.Reopened], events.Select(e => e.Action));
        Assert.Equal([true, true, true, false, true], Enumerable.Range(1, 5).Select(count => State(events.Take(count)).Holds));
        Assert.Equal([Severity.Sev2, Severity.Sev1, Severity.Sev1], new[] { 1, 2, 5 }.Select(count => Ticket.Fold(Id, events.Take(count))!.Subject.Severity));
    }

    [Fact]
    public void A_change_of_an_alarm_that_never_reached_it_opens_nothing() =>
        Assert.Empty(Told([Change(2, AlarmState.Firing, AlarmState.Ok)]));

    /// <summary>A retry, a restart between two writes and a second instance all tell again of what was told.</summary>
    [Fact]
    public void Told_again_of_any_change_it_stays_as_it_is() => Gen.Select(Gen.Enum<AlarmState>().List[1, 20], Gen.Int[0, 1_000_000]).Sample((states, seed) =>
    {
        AlarmChange[] changes = [.. states.Prepend(AlarmState.Ok).Zip(states).Index().Select(step => Change(step.Index + 1, step.Item.First, step.Item.Second))];
        var random = new Random(seed);
        var again = changes.SelectMany((change, i) => changes.Take(i).Where(_ => random.Next(3) == 0).Prepend(change).ToArray());

        Assert.Equal(Told(changes), Told(again));
    });

    [Theory]
    [InlineData("delivery-time.ndcg@10.3", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    public void An_id_is_fit_for_a_URL_and_a_key(string text, bool isId) => Assert.Equal(isId, TicketId.TryParse(text, null, out _));

    [Fact]
    public void Whatever_a_rule_is_called_its_tickets_have_ids() => Gen.Select(Gen.String[1, 300], Gen.Int[1, int.MaxValue]).Sample((rule, number) =>
        Assert.True(TicketId.TryParse($"{TicketId.Of(TestTasks.Delivery.Name, rule, number)}", null, out _)));

    private static List<TicketEvent> Told(IEnumerable<AlarmChange> changes)
    {
        var events = new List<TicketEvent>();
        foreach (var change in changes)
        {
            if (Ticket.Tell(Ticket.Fold(Id, events), Subject, change) is { } next)
                events.Add(next);
        }

        return events;
    }

    private static AlarmChange Change(int number, AlarmState from, AlarmState to)
    {
        var at = Start.AddMinutes(number);
        return new(number, at, from, to, new AlarmEvaluation(at.AddMinutes(-1), at, Verdict.Worse, 1.3, 200, $"Change {number}."), Id, 4);
    }

    private static (TicketStatus Status, bool Holds) State(IEnumerable<TicketEvent> events) => Ticket.Fold(Id, events) is { } ticket ? (ticket.Status, ticket.Holds) : default;
}

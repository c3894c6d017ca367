using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Incidents.Bundles;

public sealed class SimilarTicketTests
{
    [Fact]
    public void Shared_alarms_come_first_then_words_and_what_has_nothing_in_common_is_left_out()
    {
        var ticket = Ticket("new", "mae is beyond its threshold", 10, "mae", "mae-shift");
        Ticket[] others =
        [
            Ticket("nothing", "calls fail", 1, "errors"),
            Ticket("same", "mae is beyond its threshold", 2, "mae", "mae-shift"),
            Ticket("half", "something else", 3, "mae"),
            Ticket("words", "couriers were few", 4) with { RootCause = "A threshold too tight." },
            Ticket("later", "mae is beyond its threshold", 11, "mae"),
            ticket,
        ];

        var similar = SimilarTicket.Of(ticket, others);

        Assert.Equal(["same", "half", "words"], similar.Select(one => one.Id.ToString()));
        Assert.Equal(2, similar[0].Likeness, 9);
        Assert.Equal(["mae", "mae-shift"], similar[0].Alarms);
        // One alarm of two that either has.
        Assert.Equal(0.5, similar[1].Likeness, 9);
        Assert.Equal("A threshold too tight.", similar[2].RootCause);
    }

    [Fact]
    public void Of_equal_ones_the_newest_and_no_more_than_five_are_shown()
    {
        var similar = SimilarTicket.Of(Ticket("new", "late", 100, "mae"), [.. Enumerable.Range(0, 9).Select(i => Ticket($"t{i}", "late", i, "mae"))]);
        Assert.Equal(["t8", "t7", "t6", "t5", "t4"], similar.Select(one => one.Id.ToString()));
    }

    [Fact]
    public void A_rare_word_says_more_than_one_that_all_have()
    {
        var similar = SimilarTicket.Of(
            Ticket("new", "orders late tunnel", 10), [Ticket("rare", "orders tunnel", 1), Ticket("frequent", "orders late", 2), Ticket("other", "orders late night", 3), Ticket("more", "orders late again", 4)]);
        Assert.Equal("rare", similar[0].Id.ToString());
    }

    private static Ticket Ticket(string id, string title, int hour, params string[] alarms)
    {
        var at = Made.At.AddHours(hour);
        var evidence = alarms.ToImmutableSortedDictionary(
            alarm => alarm, alarm => new TicketEvidence(alarm, 1, AlarmState.Firing, new AlarmEvaluation(at, at, Verdict.Worse, 1, 1, ""), 1), StringComparer.Ordinal);
        return new(TicketId.Parse(id, null), new TicketSubject(TestTasks.Delivery.Name, title, Severity.Sev2), TicketStatus.Open, at, at, 1, "", evidence);
    }
}

using Azure.Data.Tables;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Support;
using MlFunctions.Support.Quarters;

namespace MlFunctions.App.Tests.Incidents.Escalation;

public sealed class EscalationJobTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_carries_what_the_alarm_sees_now_and_not_what_the_ticket_has_heard()
    {
        var test = await TicketDeskOfATest.SetUpAsync(azurite);
        await test.OpenAsync("a", evidence: new("mae", 1, AlarmState.Firing, Look("mae is 1.9."), 3));
        await test.LookAsync(0);
        var alarm = new Alarm(QuarterPlan.Teams[0].Tasks[0], "mae") { State = AlarmState.Ok, Changes = 2, Last = Look("mae is 1.1.") };
        await test.Alarms.KeepAsync([new AlarmUpdate(null, alarm, [])], Cancel);
        await test.LookAsync(5);

        var pages = (await test.EventsAsync("a")).Where(next => next.Page is not null).ToArray();
        Assert.Equal([(AlarmState.Firing, "mae is 1.9."), (AlarmState.Ok, "mae is 1.1.")], pages.Select(page => (Assert.Single(page.Page!.Seen).State, page.Page.Seen[0].Evaluation.Detail)));
        Assert.EndsWith("The alarm mae has cleared.", pages[1].Detail, StringComparison.Ordinal);
        Assert.Equal(2, (await test.Tickets.Deliveries.OfAsync(TicketId.Parse("a"), Cancel)).Count(delivery => delivery.Event == pages[1].Number && delivery.To.StartsWith("person:engineer", StringComparison.Ordinal)));
    }

    /// <summary>Marks that no ticket has any more come before them, so many that they are read by the page.</summary>
    [Fact]
    public async Task All_that_came_due_in_an_outage_is_paged_in_one_look_once_for_each_clock()
    {
        const int Count = 6;
        var test = await TicketDeskOfATest.SetUpAsync(azurite);
        await Parallel.ForAsync(0, Count, Cancel, async (number, _) => await test.OpenAsync($"t{number}"));
        var stale = Enumerable.Range(0, 100).Select(number => new TableEntity("tickets", $"due.{TicketDeskOfATest.Start.UtcTicks - 1:D19}.gone{number:D3}") { ["Document"] = $$"""{"ticket":"gone{{number:D3}}"}""" });
        await test.Account.Table("Tickets").SubmitTransactionAsync(stale.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Cancel);

        await test.LookAsync(60 * 24 * 60);
        var all = (await test.Tickets.ListAsync(TicketFilter.All, null, 1000, Cancel)).Items;
        Assert.Equal(Count, all.Count(ticket => ticket.Pages == 2));

        await test.LookAsync(60 * 24 * 60);
        Assert.Empty(await test.Tickets.DueAsync(test.Now, null, 10, Cancel));
    }

    [Fact]
    public async Task A_ticket_that_cannot_be_read_does_not_stop_the_others()
    {
        var test = await TicketDeskOfATest.SetUpAsync(azurite);
        await test.OpenAsync("broken");
        await test.OpenAsync("whole");
        var rows = test.Account.Table("Tickets");
        await rows.UpsertEntityAsync(new TableEntity("tickets", "event.broken!0000000001") { ["Document"] = "{" }, TableUpdateMode.Replace, Cancel);

        await test.LookAsync(0);

        Assert.Equal([0], await test.PagesAsync("whole"));
    }

    [Fact]
    public async Task A_mark_that_is_lost_is_set_again_by_the_sweep_of_a_start_and_of_each_hour()
    {
        var test = await TicketDeskOfATest.SetUpAsync(azurite);
        await test.OpenAsync("a");
        await test.LookAsync(0);
        await UnmarkAsync(test);

        await test.LookAsync(30);
        Assert.Equal([0], await test.PagesAsync("a"));
        await test.LookAsync(60);
        Assert.Equal([0, 60], await test.PagesAsync("a"));

        await UnmarkAsync(test);
        await test.LookAsync(61, test.NewJob());
        await test.LookAsync(75);
        Assert.Equal([0, 60, 75], await test.PagesAsync("a"));
    }

    [Fact]
    public async Task A_sweep_in_which_one_ticket_failed_is_made_again_at_the_next_look()
    {
        var test = await TicketDeskOfATest.SetUpAsync(azurite);
        await test.OpenAsync("a");
        await test.LookAsync(0);
        await UnmarkAsync(test);
        var (rows, started) = (test.Account.Table("Tickets"), test.NewJob());
        var opened = (await rows.GetEntityAsync<TableEntity>("tickets", "event.a!0000000001", cancellationToken: Cancel)).Value;

        await rows.UpsertEntityAsync(new TableEntity("tickets", opened.RowKey) { ["Document"] = "{" }, TableUpdateMode.Replace, Cancel);
        await test.LookAsync(6, started);
        await rows.UpsertEntityAsync(opened, TableUpdateMode.Replace, Cancel);
        await test.LookAsync(7, started);

        Assert.Equal([0, 7], await test.PagesAsync("a"));
    }

    [Fact]
    public async Task A_look_at_which_nothing_is_due_asks_storage_once_however_many_tickets_there_are()
    {
        var network = new CuttableNetwork();
        var test = await TicketDeskOfATest.SetUpAsync(azurite, network);
        foreach (var number in Enumerable.Range(0, 5))
        {
            await test.OpenAsync($"pending{number}");
            await test.OpenAsync($"closed{number}");
            await test.DoAsync($"closed{number}", TicketAction.Resolved);
        }

        await test.LookAsync(0);
        await test.LookAsync(1);
        var before = network.Requests;
        await test.LookAsync(2);

        Assert.Equal(before + 1, network.Requests);
    }

    /// <summary>An answer at the very moment at which the next step is due: one of the two comes first, and the other is decided again on what it left.</summary>
    [Fact]
    public async Task A_person_and_two_instances_that_want_the_same_event_each_get_theirs_once_and_what_is_answered_pages_nobody_after()
    {
        const int Count = 24;
        var test = await TicketDeskOfATest.SetUpAsync(azurite);
        var another = test.NewJob();
        await Parallel.ForAsync(0, Count, Cancel, async (number, _) => await test.OpenAsync($"t{number}"));
        await test.LookAsync(0);

        await Task.WhenAll([test.LookAsync(5), test.LookAsync(5, another), .. Enumerable.Range(0, Count).Select(number => test.AnswerAsync($"t{number}"))]);
        await test.LookAsync(1000, another);

        foreach (var number in Enumerable.Range(0, Count))
        {
            var events = await test.EventsAsync($"t{number}");
            Assert.Equal(Enumerable.Range(1, events.Count), events.Select(next => next.Number));
            Assert.Single(events, next => next.Action == TicketAction.Acknowledged);
            Assert.True(events is [.., { Action: TicketAction.Acknowledged }], string.Join(", ", events.Select(next => next.Action)));
            Assert.InRange(events.Count(next => next.Page is not null), 1, 2);
            Assert.Equal(events.Where(next => next.Page is not null).DistinctBy(next => next.Page!.Step).Count(), events.Count(next => next.Page is not null));
            var deliveries = await test.Tickets.Deliveries.OfAsync(TicketId.Parse($"t{number}"), Cancel);
            Assert.Equal(events.Where(next => next.Page is not null).Select(next => (next.Number, 2)), deliveries.Where(one => one.Person is not null).GroupBy(one => one.Event).Select(page => (page.Key, page.Count())));
        }
    }

    [Fact]
    public async Task A_mark_that_is_no_longer_the_plans_pages_nobody_and_goes()
    {
        var test = await TicketDeskOfATest.SetUpAsync(azurite);
        await test.OpenAsync("a");
        await test.LookAsync(0);
        await test.DoAsync("a", TicketAction.Acknowledged);

        await test.LookAsync(5);

        Assert.Equal([0], await test.PagesAsync("a"));
        Assert.Equal(TicketDeskOfATest.Start.AddDays(1), Assert.Single(await test.Tickets.DueAsync(DateTimeOffset.MaxValue, null, 10, Cancel)).At);
    }

    [Fact]
    public async Task A_mark_that_was_set_again_since_it_was_read_stays()
    {
        var test = await TicketDeskOfATest.SetUpAsync(azurite);
        await test.OpenAsync("a");
        var read = Assert.Single(await test.Tickets.DueAsync(test.Now, null, 10, Cancel));
        await test.Tickets.MarkAsync((await test.Tickets.FindAsync(TicketId.Parse("a"), Cancel))!, Cancel);

        await test.Tickets.UnmarkAsync(read, Cancel);

        Assert.Single(await test.Tickets.DueAsync(test.Now, null, 10, Cancel));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_is_seen_and_what_waits_is_moved_with_it()
    {
        var test = await TicketDeskOfATest.SetUpAsync(azurite);
        await test.OpenAsync("a");
        await test.LookAsync(0);

        await test.LookAsync(-120);
        await test.LookAsync(-116);
        await test.LookAsync(-115);

        Assert.Equal([0, -115], await test.PagesAsync("a"));
        Assert.Single(await test.EventsAsync("a"), next => next.Action == TicketAction.Rescheduled);
    }

    private static async Task UnmarkAsync(TicketDeskOfATest test)
    {
        foreach (var mark in await test.Tickets.DueAsync(DateTimeOffset.MaxValue, null, 10, Cancel))
            await test.Tickets.UnmarkAsync(mark, Cancel);
    }

    private static AlarmEvaluation Look(string detail) => new(TicketDeskOfATest.Start, TicketDeskOfATest.Start, Verdict.Worse, 1, 100, detail);
}

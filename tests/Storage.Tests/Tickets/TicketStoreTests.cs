using System.Text.Json;
using MlFunctions.Domain;
using MlFunctions.Domain.Alarms;
using MlFunctions.Domain.Tickets;
using MlFunctions.Storage.Tickets;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Tickets;

public sealed class TicketStoreTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, 891, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ticket_is_the_fold_of_its_events_and_stands_in_the_list()
    {
        var store = new TicketStore(await azurite.NewAccountAsync());
        Assert.Null(await store.FindAsync(Id("mae", 1), Cancel));

        var ticket = await TellAsync(store, "mae", 1, AlarmState.Firing);
        ticket = await TellAsync(store, "mae", 2, AlarmState.Ok);

        Assert.Equal(Text(ticket), Text((await store.FindAsync(ticket.Id, Cancel))!));
        Assert.Equal(Text(ticket), Text(Assert.Single((await store.ListAsync(null, null, null, 10, Cancel)).Items)));
        Assert.Equal([TicketAction.Opened, TicketAction.Cleared], (await store.EventsAsync(ticket.Id, 0, 10, Cancel)).Items.Select(e => e.Action));
        Assert.Equal(("1", 1), ((await store.EventsAsync(ticket.Id, 0, 1, Cancel)).Next, (await store.EventsAsync(ticket.Id, 1, 1, Cancel)).Items.Count));
    }

    [Fact]
    public async Task The_list_has_the_newest_first_by_task_and_status_in_pages()
    {
        var store = new TicketStore(await azurite.NewAccountAsync());
        await TellAsync(store, "mae", 1, AlarmState.Firing);
        await TellAsync(store, "rmse", 2, AlarmState.Firing);
        await TellAsync(store, "rmse", 3, AlarmState.Ok, id: 2);
        await TellAsync(store, "rmse", 4, AlarmState.Firing, id: 2);
        await TellAsync(store, "errors", 5, AlarmState.Firing);

        var first = await store.ListAsync(null, null, null, 2, Cancel);
        var second = await store.ListAsync(null, null, first.Next, 2, Cancel);

        Assert.Equal(["errors", "rmse", "mae"], first.Items.Concat(second.Items).Select(ticket => ticket.Subject.Alarm));
        Assert.Null(second.Next);
        Assert.Equal("rmse", Assert.Single((await store.ListAsync(SampleTask.Definition.Name, TicketStatus.Reopened, null, 10, Cancel)).Items).Subject.Alarm);
        Assert.Empty((await store.ListAsync(Domain.Tasks.TaskName.Parse("another-task"), null, null, 10, Cancel)).Items);
    }

    [Fact]
    public async Task Of_two_events_that_were_decided_on_the_same_ticket_one_is_kept()
    {
        var store = new TicketStore(await azurite.NewAccountAsync());
        var ticket = await TellAsync(store, "mae", 1, AlarmState.Firing);
        var (one, two) = (Ticket.Tell(ticket, ticket.Subject, Change(2, AlarmState.Ok))!, Ticket.Tell(ticket, ticket.Subject, Change(3, AlarmState.NoData))!);

        var kept = await Task.WhenAll(store.AppendAsync(ticket.Id, one, Cancel), store.AppendAsync(ticket.Id, two, Cancel));

        Assert.Single(kept, k => k);
        Assert.True(await store.AppendAsync(ticket.Id, kept[0] ? one : two, Cancel));
    }

    [Fact]
    public async Task A_list_never_goes_back_to_what_a_ticket_was()
    {
        var store = new TicketStore(await azurite.NewAccountAsync());
        var opened = await TellAsync(store, "mae", 1, AlarmState.Firing);
        var cleared = await TellAsync(store, "mae", 2, AlarmState.Ok);

        await store.ShowAsync(opened, Cancel);

        Assert.Equal(Text(cleared), Text(Assert.Single((await store.ListAsync(null, null, null, 10, Cancel)).Items)));
    }

    private static async Task<Ticket> TellAsync(TicketStore store, string rule, int number, AlarmState to, int? id = null)
    {
        var ticket = Id(rule, id ?? (to == AlarmState.Ok ? number - 1 : number));
        var before = await store.FindAsync(ticket, Cancel);
        var next = Ticket.Tell(before, new TicketSubject(SampleTask.Definition.Name, rule, Severity.Sev2, rule), Change(number, to))!;
        Assert.True(await store.AppendAsync(ticket, next, Cancel));
        var after = Ticket.Apply(ticket, before, next);
        await store.ShowAsync(after, Cancel);
        return after;
    }

    private static string Text(Ticket ticket) => JsonSerializer.Serialize(ticket, Json.Options);

    private static TicketId Id(string rule, int number) => TicketId.Of(SampleTask.Definition.Name, rule, number);

    private static AlarmChange Change(int number, AlarmState to) =>
        new(number, Start.AddMinutes(number), AlarmState.Ok, to, new Evaluation(Start, Start.AddMinutes(number), Verdict.Worse, 1.5, 100, "A look."), null, 3);
}

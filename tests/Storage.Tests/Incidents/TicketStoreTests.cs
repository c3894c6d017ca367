using System.Text.Json;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Incidents;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Incidents;

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
        Assert.Equal(Text(ticket), Text(Assert.Single((await store.ListAsync(TicketFilter.All, null, 10, Cancel)).Items)));
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

        var first = await store.ListAsync(TicketFilter.All, null, 2, Cancel);
        var second = await store.ListAsync(TicketFilter.All, first.Next, 2, Cancel);

        Assert.Equal(["errors", "rmse", "mae"], first.Items.Concat(second.Items).Select(ticket => ticket.Subject.Alarm));
        Assert.Null(second.Next);
        Assert.Equal("rmse", Assert.Single((await store.ListAsync(new(SampleTask.Definition.Name, [TicketStatus.Reopened]), null, 10, Cancel)).Items).Subject.Alarm);
        Assert.Empty((await store.ListAsync(new(Domain.Kernel.TaskName.Parse("another-task")), null, 10, Cancel)).Items);
    }

    [Fact]
    public async Task Of_two_events_that_were_decided_on_the_same_ticket_one_is_kept()
    {
        var store = new TicketStore(await azurite.NewAccountAsync());
        var ticket = await TellAsync(store, "mae", 1, AlarmState.Firing);
        var (one, two) = (Ticket.Tell(ticket, ticket.Subject, Change(2, AlarmState.Ok))!, Ticket.Tell(ticket, ticket.Subject, Change(3, AlarmState.NoData))!);

        var kept = await Task.WhenAll(AppendAsync(store, ticket, one), AppendAsync(store, ticket, two));

        Assert.Single(kept, k => k is not null);
        Assert.NotNull(await AppendAsync(store, ticket, kept[0] is not null ? one : two));
    }

    [Fact]
    public async Task Pending_are_those_that_changed_since_and_those_with_something_to_do()
    {
        var store = new TicketStore(await azurite.NewAccountAsync());
        await CloseAsync(store, "mae", 1);
        await CloseAsync(store, "rmse", 2, new ActionItem(1, "To do"));
        await CloseAsync(store, "errors", 3, new ActionItem(1, "Done", DoneAt: Start));
        await TellAsync(store, "latency", 4, AlarmState.Firing);
        await CloseAsync(store, "drift", 20);

        var pending = await store.ListAsync(new() { PendingSince = Start.AddMinutes(20) }, null, 10, Cancel);
        var before = await store.ListAsync(new() { PendingSince = Start }, TicketStore.OpenedBefore(Start.AddMinutes(3)), 10, Cancel);

        Assert.Equal(["drift", "latency", "rmse"], pending.Items.Select(ticket => ticket.Subject.Alarm));
        Assert.Equal(["rmse", "mae"], before.Items.Select(ticket => ticket.Subject.Alarm));
    }

    private static async Task CloseAsync(TicketStore store, string rule, int number, ActionItem? item = null)
    {
        var ticket = await TellAsync(store, rule, number, AlarmState.Firing);
        ticket = (await AppendAsync(store, ticket, new(2, Start.AddMinutes(number + 1), TicketAction.Planned, "ann", "Planned.") { Item = item }))!;
        await AppendAsync(store, ticket, new(3, Start.AddMinutes(number + 2), TicketAction.Resolved, "ann", "Resolved."));
    }

    private static async Task<Ticket> TellAsync(TicketStore store, string rule, int number, AlarmState to, int? id = null)
    {
        var ticket = Id(rule, id ?? (to == AlarmState.Ok ? number - 1 : number));
        var before = await store.FindAsync(ticket, Cancel);
        var next = Ticket.Tell(before, new TicketSubject(SampleTask.Definition.Name, rule, Severity.Sev2, rule), Change(number, to))!;
        var after = Ticket.Apply(ticket, before, next);
        return (await store.AppendAsync(before, after, next, [], isToBeBundled: false, Cancel))!;
    }

    private static Task<Ticket?> AppendAsync(TicketStore store, Ticket before, TicketEvent next) =>
        store.AppendAsync(before, Ticket.Apply(before.Id, before, next), next, [], isToBeBundled: false, Cancel);

    private static string Text(Ticket ticket) => JsonSerializer.Serialize(ticket, Json.Options);

    private static TicketId Id(string rule, int number) => TicketId.Of(SampleTask.Definition.Name, rule, number);

    private static AlarmChange Change(int number, AlarmState to) =>
        new(number, Start.AddMinutes(number), AlarmState.Ok, to, new AlarmEvaluation(Start, Start.AddMinutes(number), Verdict.Worse, 1.5, 100, "A look."), null, 3);
}

using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Incidents;

public sealed class TicketHistoriesTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_ticket_has_all_of_its_events_whatever_lies_between_them()
    {
        var store = new TicketStore(await azurite.NewAccountAsync());
        var (names, counts) = ("a a-1 a.1 b b-x c c1 d e".Split(' '), new[] { 3, 40, 1, 80, 32, 75, 2, 31, 90 });
        foreach (var (name, count) in names.Zip(counts))
            await KeepAsync(store, TicketId.Parse(name), count);

        foreach (var wanted in new[] { "", "absent", "d", "e a", "a a-1 a.1 b b-x c c1 d e", "a-1 absent c1 z", "e b-x a.1 a.1" })
        {
            TicketId[] ids = [.. wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => TicketId.Parse(name))];
            var found = await store.Histories.ReadAsync(ids, Cancel);

            Assert.Equal(ids.ToHashSet(), found.Keys.ToHashSet());
            foreach (var (id, events) in found)
                Assert.Equal((id, string.Join(' ', Enumerable.Range(1, Array.IndexOf(names, $"{id}") is var place and >= 0 ? counts[place] : 0))), (id, string.Join(' ', events.Select(next => next.Number))));
        }
    }

    private static async Task KeepAsync(TicketStore store, TicketId id, int count)
    {
        var subject = new TicketSubject(SampleTask.Definition.Name, "Orders are late", Severity.Sev3, Source: "jira");
        TicketEvent[] events = [.. Enumerable.Range(1, count).Select(number => new TicketEvent(number, Start, number == 1 ? TicketAction.Opened : TicketAction.Commented, "ada", $"Event {number}.", number == 1 ? subject : null))];
        Assert.True(await store.ImportAsync(Ticket.Fold(id, events)!, events, Cancel));
    }
}

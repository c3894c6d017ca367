using MlFunctions.App.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Support.Quarters.Stored;

/// <summary>The log in a storage account; both instances look at the same time, each as a process of its own would.</summary>
public sealed class StoredLog : QuarterLog
{
    private readonly QuarterClock clock = new();
    private readonly TicketStore tickets;
    private readonly TicketDesk desk;
    private readonly StoredInstance[] instances;

    private StoredLog(string connectionString, string prefix, int seed, TicketStore tickets, OnCallStore onCall)
    {
        this.tickets = tickets;
        desk = new(tickets, onCall);
        instances = [.. Enumerable.Range(0, 2).Select(number => new StoredInstance(connectionString, prefix, clock, QuarterPlan.Dice(seed, "instance", number)))];
    }

    public static async Task<StoredLog> StartAsync(string connectionString, string prefix, int seed, CancellationToken cancel)
    {
        var account = StorageAccount.FromConnectionString(connectionString, prefix);
        await new StorageSetup(account).CreateAsync(cancel);
        var onCall = new OnCallStore(account);
        foreach (var team in QuarterPlan.Teams)
            await onCall.PutAsync(await onCall.StoredAsync(cancel), team, cancel);
        return new(connectionString, prefix, seed, new TicketStore(account), onCall);
    }

    public override async Task<DateTimeOffset?> NextAsync(CancellationToken cancel) => await tickets.DueAsync(DateTimeOffset.MaxValue, null, 1, cancel) is [var first] ? first.At : null;

    public override async Task<IReadOnlyCollection<TicketId>> DueAsync(DateTimeOffset now, CancellationToken cancel) =>
        [.. (await tickets.DueAsync(now, null, int.MaxValue, cancel)).Select(mark => mark.Ticket)];

    public override async Task<IReadOnlyList<TicketEvent>> EventsAsync(TicketId id, CancellationToken cancel) => (await tickets.EventsAsync(id, 0, int.MaxValue - 1, cancel)).Items;

    public override Task<IReadOnlyList<Delivery>> DeliveriesAsync(TicketId id, CancellationToken cancel) => tickets.Deliveries.OfAsync(id, cancel);

    public override Task ChangeAsync(TicketId id, DateTimeOffset now, Func<Ticket?, TicketEvent?> decide, CancellationToken cancel)
    {
        clock.Now = now;
        return desk.ChangeAsync(id, (before, _) => Task.FromResult(decide(before) is { } next ? next : (Result<TicketEvent>?)null), cancel);
    }

    public override Task TickAsync(DateTimeOffset now, Fate one, Fate other, CancellationToken cancel)
    {
        clock.Now = now;
        return Task.WhenAll(instances[0].TickAsync(one, cancel), instances[1].TickAsync(other, cancel));
    }

    private sealed class QuarterClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

using Azure.Data.Tables;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Incidents;

/// <summary>Messages that are to be sent. An instance takes one by its ETag before it sends it, with the time at which another may try if it falls silent.</summary>
public sealed class DeliveryStore
{
    private const string Prefix = "send.";

    private readonly DocumentTable<Delivery> table;

    internal DeliveryStore(TableClient table) => this.table = new(Formats.Delivery, table, delivery =>
        [("Team", delivery.Team), ("To", delivery.To), ("NotBefore", delivery.NotBefore), ("Attempts", delivery.Attempts), ("Error", delivery.Error)]);

    /// <summary>Those that may be tried now.</summary>
    public async Task<IReadOnlyList<Stored<Delivery>>> DueAsync(DateTimeOffset now, int most, CancellationToken cancel) =>
        (await table.ListAsync(TicketStore.Partition, Prefix, most, cancel, Keys.End(Prefix), TableClient.CreateQueryFilter($"NotBefore le {now}"))).Items;

    /// <summary>Those of a ticket.</summary>
    public async Task<IReadOnlyList<Delivery>> OfAsync(TicketId ticket, CancellationToken cancel) =>
        [.. (await table.RangeAsync(TicketStore.Partition, TicketPrefix(ticket), Keys.End(TicketPrefix(ticket)), int.MaxValue, cancel)).Select(row => row.Stored.Value)];

    /// <summary>The row as it is then; null when another instance has taken it.</summary>
    public Task<Stored<Delivery>?> ReplaceAsync(Stored<Delivery> before, Delivery after, CancellationToken cancel) => table.ReplaceAsync(TicketStore.Partition, Key(after), before, after, cancel);

    /// <summary>It has arrived, or was given up.</summary>
    public Task DeleteAsync(Delivery delivery, CancellationToken cancel) => table.DeleteAsync(TicketStore.Partition, Key(delivery), cancel);

    /// <summary>A new one is due at once, also by a clock that is behind the one which dated its event.</summary>
    internal TableTransactionAction Add(Delivery delivery)
    {
        var row = table.Entity(TicketStore.Partition, Key(delivery), delivery);
        row[nameof(Delivery.NotBefore)] = DateTimeOffset.UnixEpoch;
        return new(TableTransactionActionType.UpsertReplace, row);
    }

    private static string TicketPrefix(TicketId ticket) => $"{Prefix}{ticket}!";

    private static string Key(Delivery delivery) => $"{TicketPrefix(delivery.Ticket)}{Keys.Of(delivery.Event)}!{delivery.To}";
}

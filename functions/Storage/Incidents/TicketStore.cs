using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Data.Tables;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Incidents;

/// <summary>
/// Tickets, all in one partition, so that an event is kept in one transaction with everything that follows from it: the ticket as lists show it, when it is due, and what is to be sent. A row for each
/// event is what counts; the number of an event is taken once, so of two that were decided on the same ticket one is kept.
/// </summary>
public sealed class TicketStore
{
    internal const string Partition = "tickets";
    private const string Listed = "list.";
    private const string Due = "due.";
    private const string Pending = "bundle.";

    /// <summary>How many rows of the list are read at once, and how many at most in one call.</summary>
    private const int Batch = 500;
    private const int MostRead = 5000;

    private readonly TableClient table;
    private readonly DocumentTable<TicketEvent> events;
    private readonly DocumentTable<Ticket> tickets;
    private readonly DocumentTable<TicketMark> marks;

    public TicketStore(StorageAccount account)
    {
        table = account.Table(StorageNames.TicketsTable);
        events = new(Formats.TicketEvent, table, next => [("At", next.At), ("Action", next.Action.ToString()), ("By", next.By), ("Detail", next.Detail)]);
        tickets = new(Formats.Ticket, table, TicketColumns.Of);
        marks = new(Formats.TicketMark, table, mark => [("Id", mark.Ticket.ToString())]);
        Deliveries = new(table);
        Histories = new(events);
    }

    /// <summary>What is to be sent.</summary>
    public DeliveryStore Deliveries { get; }

    /// <summary>The events of many tickets at once.</summary>
    public TicketHistories Histories { get; }

    /// <summary>Null when no event of it was ever kept.</summary>
    public async Task<Ticket?> FindAsync(TicketId id, CancellationToken cancel) => Ticket.Fold(id, (await EventsAsync(id, 0, null, cancel)).Items);

    public async Task<Domain.Kernel.Page<TicketEvent>> EventsAsync(TicketId id, int after, int? limit, CancellationToken cancel)
    {
        var page = await events.ListAsync(Partition, EventKey(id, after), limit, cancel, Keys.End(EventPrefix(id)));
        return new([.. page.Items.Select(next => next.Value)], page.Next is null ? null : $"{page.Items[^1].Value.Number}");
    }

    /// <summary>The newest first. Where each must be asked, so many are read at most in one call that a page may hold few, or none, and still have a next.</summary>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="after">The <c>next</c> of the page before; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<Domain.Kernel.Page<Ticket>> ListAsync(TicketFilter filter, string? after, int limit, CancellationToken cancel)
    {
        if (filter.Where is null)
            return await ReadAsync(filter, after, limit, cancel);
        var found = new List<Ticket>();
        for (var read = 0; read < MostRead; read += Batch)
        {
            var page = await ReadAsync(filter, after, Batch, cancel);
            found.AddRange(page.Items.Where(ticket => filter.Where(ticket)));
            if (found.Count > limit)
                return new([.. found.Take(limit)], ListKey(found[limit - 1])[Listed.Length..]);
            if ((after = page.Next) is null)
                break;
        }

        return new(found, after);
    }

    /// <summary>All of them, the newest first.</summary>
    public async IAsyncEnumerable<Ticket> AllAsync(TicketFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        do
        {
            var page = await ListAsync(filter, after, Batch, cancel);
            foreach (var ticket in page.Items)
                yield return ticket;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>In the place of a page's <c>next</c>: what follows was opened before a time.</summary>
    public static string OpenedBefore(DateTimeOffset time) => $"{Keys.Newest(time)}~";

    /// <summary>Keeps an event and all that follows from it; null when another took its number. Keeping the very same again is right.</summary>
    /// <param name="before">The ticket that it was decided on; null before it is opened.</param>
    /// <param name="after">The ticket with it.</param>
    /// <param name="next">The event.</param>
    /// <param name="deliveries">What is to be sent.</param>
    /// <param name="isToBeBundled">Whether a bundle is to be collected.</param>
    /// <param name="cancel">Stops writing.</param>
    public async Task<Ticket?> AppendAsync(Ticket? before, Ticket after, TicketEvent next, IEnumerable<Delivery> deliveries, bool isToBeBundled, CancellationToken cancel)
    {
        if (before is not null)
            await tickets.CheckAsync(Partition, ListKey(before), cancel);
        List<TableTransactionAction> actions = [.. Rows(before, after, [next]), .. deliveries.Select(Deliveries.Add)];
        if (isToBeBundled)
            actions.Add(new(TableTransactionActionType.UpsertReplace, marks.Entity(Partition, $"{Pending}{after.Id}!{Keys.Of(next.Number)}", new(after.Id, next.Number))));
        try
        {
            await table.SubmitTransactionAsync(actions, cancel);
            return after;
        }
        catch (TableTransactionFailedException raced) when (raced.Status == 409)
        {
            var kept = await events.FindAsync(Partition, EventKey(after.Id, next.Number), cancel);
            return kept is not null && Text(kept.Value) == Text(next) ? after : null;
        }
    }

    /// <summary>Marks of tickets of which a step may be due, the most overdue first, at most so many after another mark.</summary>
    public async Task<IReadOnlyList<DueMark>> DueAsync(DateTimeOffset now, DueMark? after, int most, CancellationToken cancel) =>
        [.. (await marks.RangeAsync(Partition, after is null ? Due : $"{after.Key}!", $"{Due}{Keys.Oldest(now)}~", most, cancel)).Select(row => new DueMark(row.Key, row.Stored))];

    /// <summary>Keeps a ticket that was another tracker's, with all of its events at once; false where there is one of its id.</summary>
    public async Task<bool> ImportAsync(Ticket ticket, IEnumerable<TicketEvent> history, CancellationToken cancel)
    {
        try
        {
            await table.SubmitTransactionAsync(Rows(null, ticket, history), cancel);
            return true;
        }
        catch (TableTransactionFailedException exists) when (exists.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Events whose bundle is to be collected.</summary>
    public async Task<IReadOnlyList<(string Mark, TicketId Ticket, int Event)>> ToBundleAsync(int most, CancellationToken cancel) =>
        [.. (await marks.RangeAsync(Partition, Pending, Keys.End(Pending), most, cancel)).Select(row => (row.Key, row.Stored.Value.Ticket, row.Stored.Value.Event))];

    /// <summary>Marks a ticket as due by its plan, where that is not so already.</summary>
    public Task MarkAsync(Ticket ticket, CancellationToken cancel) =>
        ticket.Plan.Next is { } step ? marks.PutAsync(Partition, DueKey(step.At, ticket.Id), new(ticket.Id), cancel) : Task.CompletedTask;

    /// <summary>Removes a mark unless it was set again since it was read.</summary>
    public Task UnmarkAsync(DueMark mark, CancellationToken cancel) => marks.DeleteAsync(Partition, mark.Key, mark.Stored, cancel);

    /// <summary>Removes the mark of a ticket whose bundle is collected.</summary>
    public Task UnmarkAsync(string mark, CancellationToken cancel) => marks.DeleteAsync(Partition, mark, cancel);

    /// <summary>Events, the ticket with them as lists show it, and when it is due. A mark that no longer holds does no harm: who finds it asks the ticket.</summary>
    private IEnumerable<TableTransactionAction> Rows(Ticket? before, Ticket after, IEnumerable<TicketEvent> news)
    {
        foreach (var next in news)
            yield return new(TableTransactionActionType.Add, events.Entity(Partition, EventKey(after.Id, next.Number), next));
        yield return new(TableTransactionActionType.UpsertReplace, tickets.Entity(Partition, ListKey(after), after));
        if (after.Plan.Next is { } step && step.At != before?.Plan.Next?.At)
            yield return new(TableTransactionActionType.UpsertReplace, marks.Entity(Partition, DueKey(step.At, after.Id), new(after.Id)));
    }

    private async Task<Domain.Kernel.Page<Ticket>> ReadAsync(TicketFilter filter, string? after, int limit, CancellationToken cancel)
    {
        var page = await tickets.ListAsync(Partition, Listed + after, limit, cancel, Keys.End(Listed), TicketColumns.Filter(filter));
        return new([.. page.Items.Select(ticket => ticket.Value)], page.Next?[Listed.Length..]);
    }

    internal static string EventPrefix(TicketId id) => $"event.{id}!";

    /// <summary>That of an event's key.</summary>
    internal static string PrefixOf(string key) => key[..(key.IndexOf('!', StringComparison.Ordinal) + 1)];

    private static string EventKey(TicketId id, int number) => EventPrefix(id) + Keys.Of(number);

    private static string ListKey(Ticket ticket) => $"{Listed}{Keys.Newest(ticket.OpenedAt)}.{ticket.Id}";

    internal static string DueKey(DateTimeOffset at, TicketId id) => $"{Due}{Keys.Oldest(at)}.{id}";

    internal static DateTimeOffset DueTime(string key) => Keys.Time(key[Due.Length..key.IndexOf('.', Due.Length)]);

    private static string Text(TicketEvent next) => JsonSerializer.Serialize(next, Json.Options);
}

/// <summary>Says that something is to be done about a ticket, or about one of its events.</summary>
internal sealed record TicketMark(TicketId Ticket, int Event = 0);

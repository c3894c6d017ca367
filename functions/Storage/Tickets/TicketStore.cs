using Azure.Data.Tables;
using MlFunctions.Domain.Tasks;
using MlFunctions.Domain.Tickets;
using MlFunctions.Storage.Tables;

namespace MlFunctions.Storage.Tickets;

/// <summary>Tickets: a row for each event, which is what counts, and one for each ticket as it is now, by which it is found in lists.</summary>
public sealed class TicketStore(StorageAccount account)
{
    private const string Every = "tickets";

    private readonly DocumentTable<TicketEvent> events = new(account.Table(StorageNames.TicketEventsTable), next =>
        [("At", next.At), ("Action", next.Action.ToString()), ("By", next.By), ("Detail", next.Detail)]);

    private readonly DocumentTable<Ticket> tickets = new(account.Table(StorageNames.TicketsTable), ticket =>
    [
        ("Id", ticket.Id.ToString()), ("Task", ticket.Subject.Task.ToString()), ("Status", ticket.Status.ToString()), ("Severity", ticket.Subject.Severity.ToString()),
        ("Title", ticket.Subject.Title), ("OpenedAt", ticket.OpenedAt), ("UpdatedAt", ticket.UpdatedAt), ("Holds", ticket.Holds), ("Detail", ticket.Detail),
    ]);

    /// <summary>Null when no event of it was ever kept.</summary>
    public async Task<Ticket?> FindAsync(TicketId id, CancellationToken cancel) =>
        Ticket.Fold(id, (await events.AllAsync(id.ToString(), cancel)).Select(next => next.Value));

    public async Task<Domain.Page<TicketEvent>> EventsAsync(TicketId id, int after, int limit, CancellationToken cancel)
    {
        var page = await events.ListAsync(id.ToString(), Keys.Of(after), limit, cancel);
        return new([.. page.Items.Select(next => next.Value)], page.Next is { } key ? $"{Keys.Number(key)}" : null);
    }

    /// <summary>The newest first.</summary>
    /// <param name="task">Null for those of every task.</param>
    /// <param name="status">Null for those of every status.</param>
    /// <param name="after">The <c>next</c> of the page before; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<Domain.Page<Ticket>> ListAsync(TaskName? task, TicketStatus? status, string? after, int limit, CancellationToken cancel)
    {
        string?[] filters = [task is null ? null : TableClient.CreateQueryFilter($"Task eq {task.ToString()}"), status is null ? null : TableClient.CreateQueryFilter($"Status eq {status.ToString()}")];
        var where = string.Join(" and ", filters.OfType<string>());
        var page = await tickets.ListAsync(Every, after, limit, cancel, where: where.Length == 0 ? null : where);
        return new([.. page.Items.Select(ticket => ticket.Value)], page.Next);
    }

    /// <summary>Keeps an event; false when another took its number. It is this very one when the answer to the first try got lost.</summary>
    public async Task<bool> AppendAsync(TicketId id, TicketEvent next, CancellationToken cancel) =>
        await events.AddAsync(id.ToString(), Keys.Of(next.Number), next, cancel) || (await events.FindAsync(id.ToString(), Keys.Of(next.Number), cancel))?.Value == next;

    /// <summary>Shows a ticket in lists as it is now, unless they show it later already.</summary>
    public async Task ShowAsync(Ticket ticket, CancellationToken cancel)
    {
        var row = $"{Keys.Newest(ticket.OpenedAt)}.{ticket.Id}";
        while (!await tickets.AddAsync(Every, row, ticket, cancel))
        {
            if (await tickets.FindAsync(Every, row, cancel) is not { } shown || shown.Value.Events >= ticket.Events || await tickets.ReplaceAsync(Every, row, shown, ticket, cancel) is not null)
                return;
        }
    }
}

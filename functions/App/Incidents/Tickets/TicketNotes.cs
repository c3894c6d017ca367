using Microsoft.Extensions.Logging;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>Writes on tickets what the application does by itself, and opens those that follow from it. Saying the same twice, after a restart between two writes or from another instance, changes nothing.</summary>
public sealed partial class TicketNotes(TicketStore tickets, TicketDesk desk, TimeProvider time, ILogger<TicketNotes> logger)
{
    private const int MostTickets = 100;
    private const int MostEvents = 1000;

    /// <summary>Opens a ticket, unless it is there.</summary>
    public async Task OpenAsync(TicketId id, TicketSubject subject, string by, string detail, CancellationToken cancel) => await desk.ChangeAsync(
        id, (before, _) => Task.FromResult(before is null ? new TicketEvent(1, time.GetUtcNow(), TicketAction.Opened, by, detail, subject) : (Result<TicketEvent>?)null), cancel);

    /// <summary>Adds a note to a ticket that is there, unless its newest events say the same.</summary>
    public async Task NoteAsync(TicketId id, string by, string detail, CancellationToken cancel) => await desk.ChangeAsync(
        id, async (before, _) => before is null || await IsSaidAsync(before, by, detail, cancel) ? (Result<TicketEvent>?)null : Note(before, by, detail), cancel);

    /// <summary>Adds a note to every ticket of the task that is not resolved. What it tells of has happened, so it does not fail where tickets cannot be written.</summary>
    public async Task NoteAllAsync(TaskName task, string by, string detail, CancellationToken cancel)
    {
        try
        {
            foreach (var ticket in (await tickets.ListAsync(TicketFilter.Active with { Task = task }, null, MostTickets, cancel)).Items)
                await NoteAsync(ticket.Id, by, detail, cancel);
        }
        catch (Exception failure)
        {
            LogNotNoted(failure, task, detail);
        }
    }

    private TicketEvent Note(Ticket before, string by, string detail)
    {
        var now = time.GetUtcNow();
        return new TicketEvent(before.Events + 1, now > before.UpdatedAt ? now : before.UpdatedAt, TicketAction.Noted, by, detail);
    }

    private async Task<bool> IsSaidAsync(Ticket ticket, string by, string detail, CancellationToken cancel) =>
        (await tickets.EventsAsync(ticket.Id, Math.Max(0, ticket.Events - MostEvents), MostEvents, cancel)).Items.Any(known => known.Action == TicketAction.Noted && known.By == by && known.Detail == detail);

    [LoggerMessage(EventId = 1, EventName = "TicketsNotNoted", Level = LogLevel.Warning, Message = "Tickets of {Task} could not be told: {Detail}")]
    private partial void LogNotNoted(Exception failure, TaskName task, string detail);
}

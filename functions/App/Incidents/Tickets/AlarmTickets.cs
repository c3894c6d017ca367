using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>Tells tickets what their alarms do. Telling again, after a restart between two writes or from another instance, changes nothing.</summary>
public sealed class AlarmTickets(TicketDesk desk)
{
    /// <summary>Opens, updates, clears or reopens the ticket of an alarm's change; null when the change is none for a ticket.</summary>
    /// <exception cref="IOException">Others wrote to the ticket all the time; the next look tells it again.</exception>
    public async Task<Ticket?> TellAsync(TicketSubject subject, AlarmChange change, CancellationToken cancel) =>
        change.Ticket is { } id ? (await desk.ChangeAsync(id, (before, _) => Task.FromResult(Next(before, subject, change)), cancel))?.Value : null;

    private static Result<TicketEvent>? Next(Ticket? before, TicketSubject subject, AlarmChange change) => Ticket.Tell(before, subject, change) is { } next ? next : (Result<TicketEvent>?)null;
}

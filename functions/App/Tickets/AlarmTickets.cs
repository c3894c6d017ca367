using MlFunctions.Domain.Alarms;
using MlFunctions.Domain.Tickets;
using MlFunctions.Storage.Tickets;

namespace MlFunctions.App.Tickets;

/// <summary>Tells tickets what their alarms do. Telling again, after a restart between two writes or from another instance, changes nothing.</summary>
public sealed class AlarmTickets(TicketStore tickets)
{
    private const int MaxRaces = 10;

    /// <summary>Opens, updates, clears or reopens the ticket of an alarm's change; null when the change is none for a ticket.</summary>
    /// <exception cref="IOException">Others wrote to the ticket all the time; the next look tells it again.</exception>
    public async Task<Ticket?> TellAsync(TicketSubject subject, AlarmChange change, CancellationToken cancel)
    {
        if (change.Ticket is not { } id)
            return null;
        for (var race = 0; race < MaxRaces; race++)
        {
            var before = await tickets.FindAsync(id, cancel);
            var next = Ticket.Tell(before, subject, change);
            if (next is not null && !await tickets.AppendAsync(id, next, cancel))
                continue;
            var after = next is null ? before : Ticket.Apply(id, before, next);
            if (after is not null)
                await tickets.ShowAsync(after, cancel);
            return after;
        }

        throw new IOException($"Ticket {id} is being changed by others all the time.");
    }
}

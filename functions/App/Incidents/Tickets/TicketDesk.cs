using MlFunctions.Storage.Kernel;
using MlFunctions.Domain.Incidents.Escalation;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>The one way in which tickets change: what is to happen is decided on the ticket as it is, and kept with its plan and with the messages that tell of it; where another was quicker, it is decided again.</summary>
public sealed class TicketDesk(TicketStore tickets, OnCallStore onCall)
{
    /// <summary>Changes a ticket.</summary>
    /// <param name="id">Which.</param>
    /// <param name="decide">The next event of the ticket as it is, null where there is nothing to do; asked again when another was quicker. The first argument is null before it is opened.</param>
    /// <param name="cancel">Stops between two tries.</param>
    /// <returns>The ticket as it is then; null when there is none.</returns>
    /// <exception cref="RacedException">Others wrote to the ticket all the time.</exception>
    public async Task<Result<Ticket>?> ChangeAsync(TicketId id, Func<Ticket?, IReadOnlyList<Team>, Task<Result<TicketEvent>?>> decide, CancellationToken cancel)
    {
        for (var race = new Race($"Ticket {id}"); ; race.Again())
        {
            var teams = await onCall.TeamsAsync(cancel);
            var before = await tickets.FindAsync(id, cancel);
            if (await decide(before, teams) is not { } decided)
                return before is null ? (Result<Ticket>?)null : before;
            if (!decided.IsDone)
                return decided.Refusal;
            if (await KeepAsync(id, before, decided.Value, teams, cancel) is { } after)
                return after;
        }
    }

    private async Task<Ticket?> KeepAsync(TicketId id, Ticket? before, TicketEvent decided, IReadOnlyList<Team> teams, CancellationToken cancel)
    {
        var change = TicketChange.Of(id, before, decided, teams);
        return await tickets.AppendAsync(before, change.After, change.Event, change.Deliveries, IsToBeBundled(change.Event), cancel);
    }

    /// <summary>An alarm that opens a ticket, or brings it back, is evidence that does not last.</summary>
    private static bool IsToBeBundled(TicketEvent next) => next is { Action: TicketAction.Opened or TicketAction.Reopened, Evidence: not null };
}

using MlFunctions.App.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Messages;

/// <summary>A message that is given up becomes an event of its ticket, so that nobody waits for who was never told.</summary>
public sealed class DeadLetters(TicketDesk desk, TicketStore tickets, TimeProvider time)
{
    /// <summary>In the place of a person: who gives messages up.</summary>
    public const string By = "messages";

    /// <summary>Giving the same up again, after a restart in between, changes nothing.</summary>
    public Task AddAsync(Delivery delivery, string reason, CancellationToken cancel) => desk.ChangeAsync(
        delivery.Ticket,
        async (before, _) => before is null || await IsThereAsync(delivery, cancel) ? (Result<TicketEvent>?)null : Event(before, delivery, reason),
        cancel);

    private async Task<bool> IsThereAsync(Delivery delivery, CancellationToken cancel) =>
        (await tickets.EventsAsync(delivery.Ticket, delivery.Event, null, cancel)).Items.Any(next => next.Delivery == delivery.Id);

    private TicketEvent Event(Ticket before, Delivery delivery, string reason)
    {
        var tries = delivery.Attempts > 1 ? $" after {delivery.Attempts} attempts" : string.Empty;
        return new(before.Events + 1, time.GetUtcNow(), TicketAction.Undelivered, By, $"The message of event {delivery.Event} to {delivery.To} of team {delivery.Team} was given up{tries}: {reason}")
        {
            Delivery = delivery.Id,
        };
    }
}

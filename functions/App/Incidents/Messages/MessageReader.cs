using MlFunctions.App.Incidents.Escalation;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Messages;

/// <summary>What is to be said, and to whom.</summary>
public sealed record Errand(Message Message, Receiver Receiver);

/// <summary>Reads what a delivery says just before it is sent: the ticket, its evidence and the team as they are then.</summary>
public sealed class MessageReader(TicketStore tickets, OnCallStore onCall, PresentEvidence evidence, MessageSettings settings, TimeProvider time)
{
    /// <summary>Null where it need not be said any more; refused where nobody is there to hear it.</summary>
    public async Task<Result<Errand>?> ReadAsync(Delivery delivery, CancellationToken cancel)
    {
        var events = (await tickets.EventsAsync(delivery.Ticket, 0, null, cancel)).Items;
        if (Ticket.Fold(delivery.Ticket, events) is not { } ticket || events.FirstOrDefault(next => next.Number == delivery.Event) is not { } told)
            return null;
        if (delivery.Person is { } person && Overtaken.Is(told, events.Where(next => next.Number > told.Number), person))
            return null;
        if (await onCall.FindAsync(delivery.Team, cancel) is not { } team)
            return new Missing($"There is no team {delivery.Team} any more.");
        if (delivery.Receiver(team.Value) is not { } receiver)
            return new Missing($"The document of team {delivery.Team} has no such receiver any more.");
        var seen = await evidence.OfAsync(ticket, cancel);
        return new Errand(new Message(delivery.Id, delivery.To, ticket, told, seen, time.GetUtcNow(), MessageLinks.Of(settings.PublicUrl, ticket.Id, ticket.Subject.Task)), receiver);
    }
}

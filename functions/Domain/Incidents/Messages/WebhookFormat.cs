using System.Text.Json;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>Our own JSON: the event, the ticket as it is now, and the evidence of now.</summary>
public static class WebhookFormat
{
    public static string Of(Message message) => JsonSerializer.Serialize(
        new Body(
            message.Id,
            $"ticket.{message.Event.Action.Word()}",
            message.At,
            message.Event,
            message.Ticket,
            message.Evidence,
            message.Links),
        Json.Options);

    private sealed record Body(string Id, string Type, DateTimeOffset Timestamp, TicketEvent Event, Ticket Ticket, IReadOnlyList<TicketEvidence> Evidence, MessageLinks Links);
}

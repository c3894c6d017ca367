using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Commands;

/// <summary>How long the texts of a ticket may be together: it is kept whole in one row of a table, which takes 1 MiB.</summary>
internal static class TicketSize
{
    /// <summary>Characters of its JSON, which writes an emoji in twelve. Each is two bytes; as many again are left for its pages, its alarms and its last sentence.</summary>
    private const int Most = 300_000;

    /// <summary>What is wrong with a ticket that is too long; null where it is not.</summary>
    public static Invalid? Check(Ticket ticket, string pointer) => JsonSerializer.Serialize(ticket, Json.Options).Length > Most
        ? new FieldError[] { new(pointer, "The ticket's texts would together be longer than can be kept; shorten some, or link to them. Emoji count twelve times.") }.Refuse()
        : null;
}

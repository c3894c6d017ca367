namespace MlFunctions.Domain.Incidents.Tickets;

/// <summary>Finds tickets by words.</summary>
public static class TicketSearch
{
    /// <summary>The words of a text; none of a null.</summary>
    public static IReadOnlyList<string> Words(string? text) => text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether each word, in capitals or not, stands in the ticket's id, title, description, root cause or last sentence.</summary>
    public static bool Has(Ticket ticket, IReadOnlyList<string> words)
    {
        string?[] texts = [ticket.Id.ToString(), ticket.Subject.Title, ticket.Subject.Description, ticket.RootCause, ticket.Detail];
        return words.All(word => texts.Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false));
    }
}

using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>An earlier ticket that looks like a new one.</summary>
/// <param name="Id">Which.</param>
/// <param name="Title">In one line.</param>
/// <param name="Status">What became of it.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ResolvedAt">When it was resolved.</param>
/// <param name="RootCause">Why it happened.</param>
/// <param name="Resolution">How it was mitigated or resolved, in the words of who did it.</param>
/// <param name="Alarms">Alarms that both have.</param>
/// <param name="Likeness">By which they are ranked: 1 for the same alarms, and 1 for the same words.</param>
public sealed record SimilarTicket(
    TicketId Id, string Title, TicketStatus Status, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, string? RootCause, string? Resolution, IReadOnlyList<string> Alarms, double Likeness)
{
    public const int Most = 5;

    private const int ShortestWord = 3;

    /// <summary>The likest of earlier tickets, of equal ones the newest first.</summary>
    /// <param name="ticket">The new one.</param>
    /// <param name="others">Of the same task.</param>
    public static IReadOnlyList<SimilarTicket> Of(Ticket ticket, IReadOnlyCollection<Ticket> others)
    {
        Ticket[] earlier = [.. others.Where(other => other.Id != ticket.Id && other.OpenedAt <= ticket.OpenedAt)];
        var words = earlier.Append(ticket).ToDictionary(one => one.Id, Words);
        var own = AlarmsOf(ticket);
        return
        [
            .. earlier.Select(other => Beside(other, [.. own.Intersect(AlarmsOf(other), StringComparer.Ordinal).Order(StringComparer.Ordinal)], Cosine(words[ticket.Id], words[other.Id], Rarity)))
                .Where(similar => similar.Likeness > 0).OrderByDescending(similar => similar.Likeness).ThenByDescending(similar => similar.OpenedAt).Take(Most),
        ];

        SimilarTicket Beside(Ticket other, IReadOnlyList<string> shared, double likeness) => new(
            other.Id, other.Subject.Title, other.Status, other.OpenedAt, other.ResolvedAt, other.RootCause, null, shared,
            likeness + (shared.Count == 0 ? 0 : (double)shared.Count / own.Union(AlarmsOf(other), StringComparer.Ordinal).Count()));

        // A word that every ticket has tells none from another: inverse document frequency (Spärck Jones, Journal of Documentation 28, 1972).
        double Rarity(string word) => Math.Log((1.0 + words.Count) / words.Values.Count(set => set.Contains(word)));
    }

    private static HashSet<string> AlarmsOf(Ticket ticket) => [.. ticket.Alarms.Keys, .. ticket.Subject.Alarm is { } alarm ? [alarm] : Array.Empty<string>()];

    private static HashSet<string> Words(Ticket ticket) =>
    [
        .. new string([.. $"{ticket.Subject.Title} {ticket.Subject.Description} {ticket.RootCause}".Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= ShortestWord),
    ];

    private static double Cosine(HashSet<string> one, HashSet<string> other, Func<string, double> weight)
    {
        var (shared, length) = (Squares(one.Intersect(other)), Math.Sqrt(Squares(one) * Squares(other)));
        return length > 0 ? shared / length : 0;

        double Squares(IEnumerable<string> words) => words.Sum(word => weight(word) * weight(word));
    }
}

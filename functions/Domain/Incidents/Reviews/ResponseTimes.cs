using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>How long tickets took, from when they were first opened, that were acknowledged, mitigated or resolved in the week and have not been reopened since.</summary>
/// <param name="Severity">Of which severity; null: of all.</param>
/// <param name="Acknowledged">Until someone had them.</param>
/// <param name="Mitigated">Until customers were no longer harmed.</param>
/// <param name="Resolved">Until they were resolved; duplicates are not counted.</param>
public sealed record ResponseTimes(Severity? Severity, Spread Acknowledged, Spread Mitigated, Spread Resolved)
{
    /// <summary>Of all, then of each severity that has any.</summary>
    internal static IEnumerable<ResponseTimes> Of(IReadOnlyCollection<KnownTicket> tickets) => tickets
        .GroupBy(ticket => ticket.Severity)
        .OrderBy(alike => alike.Key)
        .Select(alike => Of(alike.Key, [.. alike]))
        .Where(times => times.Acknowledged.Count + times.Mitigated.Count + times.Resolved.Count > 0)
        .Prepend(Of(null, tickets));

    private static ResponseTimes Of(Severity? severity, IReadOnlyCollection<KnownTicket> tickets) => new(
        severity,
        Spread.Of(tickets.Where(ticket => ticket.Ticket.AcknowledgedAt >= ticket.From).Select(ticket => ticket.Ticket.TimeToAcknowledge)),
        Spread.Of(tickets.Where(ticket => ticket.Ticket.MitigatedAt >= ticket.From).Select(ticket => ticket.Ticket.TimeToMitigate)),
        Spread.Of(tickets.Where(ticket => ticket.Ticket.Status == TicketStatus.Resolved && ticket.Ticket.ResolvedAt >= ticket.From).Select(ticket => ticket.Ticket.TimeToResolve)));
}

/// <summary>Some times, in short; of none only how many.</summary>
/// <param name="Count">How many.</param>
/// <param name="MedianSeconds">Half of them are shorter.</param>
/// <param name="P90Seconds">Nine of ten are shorter.</param>
/// <param name="WorstSeconds">The longest.</param>
public sealed record Spread(int Count, double? MedianSeconds = null, double? P90Seconds = null, double? WorstSeconds = null)
{
    internal static Spread Of(IEnumerable<TimeSpan?> times)
    {
        double[] seconds = [.. times.OfType<TimeSpan>().Select(time => time.TotalSeconds).Order()];
        return seconds.Length == 0 ? new(0) : new(seconds.Length, At(0.5), At(0.9), At(1));

        double At(double level) => Math.Round(Quantile.OfSorted(seconds, level), 3);
    }
}

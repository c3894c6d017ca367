using System.Security.Cryptography;
using System.Text.Json;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Support.Quarters;

/// <summary>What is in the log of a quarter.</summary>
/// <param name="Tickets">How many were opened.</param>
/// <param name="Events">How many events they have.</param>
/// <param name="Waits">How long after its time each page was, those with both instances down included.</param>
/// <param name="Late">Steps that a tick has passed over.</param>
/// <param name="Twice">Steps that were paged more than once.</param>
/// <param name="Unplanned">Pages that no plan named.</param>
/// <param name="Lost">Messages of pages that are not kept, or kept twice.</param>
/// <param name="Hash">Of all events in order.</param>
public sealed record QuarterFindings(int Tickets, int Events, IReadOnlyList<TimeSpan> Waits, int Late, int Twice, int Unplanned, int Lost, string Hash)
{
    public int Pages => Waits.Count;

    internal static async Task<QuarterFindings> OfAsync(IEnumerable<TicketId> ids, QuarterLog log, List<DateTimeOffset> ticks, CancellationToken cancel)
    {
        var found = new QuarterFindings(0, 0, [], 0, 0, 0, 0, string.Empty);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var id in ids.OrderBy(id => $"{id}", StringComparer.Ordinal))
        {
            var events = await log.EventsAsync(id, cancel);
            foreach (var next in events)
                hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(next, Json.Options));
            found = found.Add(id, events, (await log.DeliveriesAsync(id, cancel)).CountBy(delivery => delivery.Id).ToDictionary(), ticks);
        }

        return found with { Hash = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }

    private QuarterFindings Add(TicketId id, IReadOnlyList<TicketEvent> events, Dictionary<string, int> sent, List<DateTimeOffset> ticks)
    {
        var (waits, late, unplanned, lost, before) = (new List<TimeSpan>(), 0, 0, 0, (Ticket?)null);
        foreach (var next in events)
        {
            late += IsPassedOver(before, next.At, ticks) ? 1 : 0;
            var after = Ticket.Apply(id, before, next);
            if (next.Page is { } page)
            {
                waits.Add(next.At - page.Step.At);
                unplanned += page.Step == before?.Plan.Next ? 0 : 1;
            }

            var team = Domain.Incidents.OnCall.Team.Of(after, QuarterPlan.Teams)!;
            lost += Deliveries.Of(after, next, team).Count(delivery => sent.GetValueOrDefault(delivery.Id) != 1);
            before = after;
        }

        late += IsPassedOver(before, DateTimeOffset.MaxValue, ticks) ? 1 : 0;
        return new(Tickets + 1, Events + events.Count, [.. Waits, .. waits], Late + late, Twice + Repeated(events), Unplanned + unplanned, Lost + lost, Hash);
    }

    /// <summary>Whether an instance finished a tick at which the next step was due, and did not take it.</summary>
    private static bool IsPassedOver(Ticket? ticket, DateTimeOffset next, List<DateTimeOffset> ticks)
    {
        if (ticket?.Plan.Next is not { } step)
            return false;
        var due = step.At > ticket.UpdatedAt ? step.At : ticket.UpdatedAt;
        var first = ticks.BinarySearch(due);
        first = first < 0 ? ~first : first;
        return first < ticks.Count && ticks[first] < next;
    }

    private static int Repeated(IReadOnlyList<TicketEvent> events) =>
        events.Where(next => next.Page is not null).GroupBy(next => next.Page!.Step).Sum(step => step.Count() - 1);
}

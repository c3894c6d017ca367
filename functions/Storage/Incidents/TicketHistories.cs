using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Incidents;

/// <summary>The events of many tickets. Those whose rows lie side by side are read together, so that thousands of tickets take few queries; what lies between them is passed over.</summary>
public sealed class TicketHistories
{
    /// <summary>How many rows are read at once: more where all are wanted.</summary>
    private const int Fewest = 32;
    private const int Most = 1000;

    private readonly DocumentTable<TicketEvent> events;

    internal TicketHistories(DocumentTable<TicketEvent> events) => this.events = events;

    /// <summary>Every event of each, in order.</summary>
    public async Task<IReadOnlyDictionary<TicketId, IReadOnlyList<TicketEvent>>> ReadAsync(IReadOnlyCollection<TicketId> tickets, CancellationToken cancel)
    {
        string[] prefixes = [.. tickets.Select(TicketStore.EventPrefix).Distinct().Order(StringComparer.Ordinal)];
        var found = prefixes.ToDictionary(prefix => prefix, _ => new List<TicketEvent>(), StringComparer.Ordinal);
        var (from, batch) = (prefixes.FirstOrDefault(), Fewest);
        while (from is not null)
        {
            var rows = await events.RangeAsync(TicketStore.Partition, from, Keys.End(prefixes[^1]), batch, cancel);
            foreach (var (key, row) in rows)
                found.GetValueOrDefault(TicketStore.PrefixOf(key))?.Add(row.Value);
            if (rows.Count < batch)
                break;
            var last = rows[^1].Key;
            (from, batch) = found.ContainsKey(TicketStore.PrefixOf(last))
                ? ($"{last}!", Math.Min(2 * batch, Most))
                : (prefixes.FirstOrDefault(prefix => string.CompareOrdinal(prefix, last) > 0), Fewest);
        }

        return tickets.Distinct().ToDictionary(id => id, IReadOnlyList<TicketEvent> (id) => found[TicketStore.EventPrefix(id)]);
    }
}

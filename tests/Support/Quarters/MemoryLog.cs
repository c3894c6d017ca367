using MlFunctions.Domain.Incidents.Escalation;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Support.Quarters;

/// <summary>The log as a list in memory; both instances decide on the same tickets before either keeps anything.</summary>
public sealed class MemoryLog : QuarterLog
{
    private readonly Dictionary<TicketId, List<TicketEvent>> events = [];
    private readonly Dictionary<TicketId, Ticket> tickets = [];
    private readonly Dictionary<TicketId, List<Delivery>> deliveries = [];
    private readonly SortedSet<(DateTimeOffset At, string Ticket)> marks = [];

    /// <summary>How often another had taken an event's number.</summary>
    public int Races { get; private set; }

    public override Task<DateTimeOffset?> NextAsync(CancellationToken cancel) => Task.FromResult(marks.Count == 0 ? (DateTimeOffset?)null : marks.Min.At);

    public override Task<IReadOnlyCollection<TicketId>> DueAsync(DateTimeOffset now, CancellationToken cancel) => Task.FromResult<IReadOnlyCollection<TicketId>>([.. Marks(now).Select(mark => TicketId.Parse(mark.Ticket))]);

    public override Task<IReadOnlyList<TicketEvent>> EventsAsync(TicketId id, CancellationToken cancel) => Task.FromResult<IReadOnlyList<TicketEvent>>(events[id]);

    public override Task<IReadOnlyList<Delivery>> DeliveriesAsync(TicketId id, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Delivery>>(deliveries[id]);

    public override Task ChangeAsync(TicketId id, DateTimeOffset now, Func<Ticket?, TicketEvent?> decide, CancellationToken cancel)
    {
        if (decide(tickets.GetValueOrDefault(id)) is { } next)
            Keep(Change(id, next));
        return Task.CompletedTask;
    }

    public override Task TickAsync(DateTimeOffset now, Fate one, Fate other, CancellationToken cancel)
    {
        var decided = new[] { one, other }.Where(fate => fate != Fate.Down).Select(fate => (Fate: fate, Changes: Decide(now))).ToArray();
        foreach (var (fate, changes) in decided)
            Finish(fate, changes, now);
        return Task.CompletedTask;
    }

    private List<((DateTimeOffset At, string Ticket) Mark, TicketChange? Change)> Decide(DateTimeOffset now) =>
        [.. Marks(now).Select(mark => (mark, Due(TicketId.Parse(mark.Ticket), now) is { } next ? Change(TicketId.Parse(mark.Ticket), next) : null))];

    private void Finish(Fate fate, List<((DateTimeOffset At, string Ticket) Mark, TicketChange? Change)> decided, DateTimeOffset now)
    {
        foreach (var (mark, first) in decided)
        {
            if (fate == Fate.DiesBeforeKeeping)
                return;
            for (var change = first; change is not null;)
            {
                Keep(change);
                if (fate == Fate.DiesAfterKeeping)
                    return;
                change = Due(change.After.Id, now) is { } next ? Change(change.After.Id, next) : null;
            }

            if (tickets[TicketId.Parse(mark.Ticket)].Plan.Next?.At != mark.At)
                marks.Remove(mark);
        }
    }

    private TicketEvent? Due(TicketId id, DateTimeOffset now) => DueStep.Of(tickets[id], new Rota(Team.Of(tickets[id], QuarterPlan.Teams)!, []), now, []);

    private TicketChange Change(TicketId id, TicketEvent next) => TicketChange.Of(id, tickets.GetValueOrDefault(id), next, QuarterPlan.Teams);

    private void Keep(TicketChange change)
    {
        var id = change.After.Id;
        if (!events.TryGetValue(id, out var log))
            (events[id], deliveries[id]) = (log = [], []);
        if (change.Event.Number != log.Count + 1)
        {
            Races++;
            return;
        }

        log.Add(change.Event);
        tickets[id] = change.After;
        deliveries[id].AddRange(change.Deliveries);
        if (change.After.Plan.Next is { } step)
            marks.Add((step.At, $"{id}"));
    }

    private List<(DateTimeOffset At, string Ticket)> Marks(DateTimeOffset now) => [.. marks.TakeWhile(mark => mark.At <= now)];
}

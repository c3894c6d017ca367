using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Support.Quarters;

/// <summary>
/// Plays a quarter: people act between ticks, two instances tick on the minute, now and then one dies in the middle of it and is down for a while, and sometimes both are. Minutes in which nothing can
/// happen are passed over.
/// </summary>
public sealed class Quarter(int seed, QuarterPlan plan, QuarterLog log)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<TicketId, Ticket> known = [];
    private readonly PriorityQueue<QuarterDeed, (DateTimeOffset At, string Ticket, int Order)> deeds = new();
    private readonly DateTimeOffset[] downUntil = new DateTimeOffset[2];
    private readonly List<DateTimeOffset> ticks = [];
    private int ordered;

    /// <summary>Plays it, and looks at what is in the log then.</summary>
    public async Task<QuarterFindings> PlayAsync(CancellationToken cancel)
    {
        var random = QuarterPlan.Dice(seed, "fates", 0);
        var subjects = plan.Opened().ToDictionary(one => one.Id, one => one.Subject);
        foreach (var (at, id, _) in plan.Opened())
            Plan(new(at, id, TicketAction.Opened, 0));
        for (var now = QuarterPlan.Start; ;)
        {
            cancel.ThrowIfCancellationRequested();
            var tick = Tick(await log.NextAsync(cancel), now);
            if (deeds.TryPeek(out var deed, out _) && !(tick < deed.At))
            {
                if (deed.At >= plan.End)
                    break;
                now = deed.At;
                deeds.Dequeue();
                await log.ChangeAsync(deed.Ticket, now, ticket => ticket is not null ? deed.Of(ticket) : new TicketEvent(1, deed.At, TicketAction.Opened, "someone", "It is seen.", subjects[deed.Ticket]), cancel);
                await HearAsync(deed.Ticket, cancel);
                continue;
            }

            if (tick is null || tick >= plan.End)
                break;
            now = tick.Value;
            var due = await log.DueAsync(now, cancel);
            var (one, other) = Fates(random, now);
            await log.TickAsync(now, one, other, cancel);
            if (one == Fate.Lives || other == Fate.Lives)
                ticks.Add(now);
            foreach (var id in due.Distinct())
                await HearAsync(id, cancel);
        }

        return await QuarterFindings.OfAsync(known.Keys, log, ticks, cancel);
    }

    /// <summary>The next minute in which an instance is up and something may be due.</summary>
    private DateTimeOffset? Tick(DateTimeOffset? due, DateTimeOffset now)
    {
        if (due is null)
            return null;
        var up = downUntil.Min();
        var at = new[] { due.Value, now + TimeSpan.FromTicks(1), up }.Max();
        return new(((at.UtcTicks + Minute.Ticks - 1) / Minute.Ticks) * Minute.Ticks, TimeSpan.Zero);
    }

    /// <summary>One may die while the other is up; both are down together for up to a day now and then.</summary>
    private (Fate One, Fate Other) Fates(Random random, DateTimeOffset now)
    {
        Fate[] fates = [.. downUntil.Select(until => until > now ? Fate.Down : Fate.Lives)];
        var (chance, which) = (random.NextDouble(), random.Next(2));
        if (chance < 0.004)
            downUntil.AsSpan().Fill(now.AddMinutes(random.Next(5, 24 * 60)));
        else if (chance < 0.05 && fates.All(fate => fate == Fate.Lives))
            (fates[which], downUntil[which]) = (random.Next(2) == 0 ? Fate.DiesBeforeKeeping : Fate.DiesAfterKeeping, now.AddMinutes(random.Next(1, 240)));
        return (fates[0], fates[1]);
    }

    /// <summary>People react to what is new.</summary>
    private async Task HearAsync(TicketId id, CancellationToken cancel)
    {
        var events = await log.EventsAsync(id, cancel);
        var ticket = known.GetValueOrDefault(id);
        foreach (var next in events.Skip(ticket?.Events ?? 0))
        {
            ticket = Ticket.Apply(id, ticket, next);
            if (plan.React(ticket, next) is { } deed)
                Plan(deed);
        }

        known[id] = ticket!;
    }

    private void Plan(QuarterDeed deed) => deeds.Enqueue(deed, (deed.At, $"{deed.Ticket}", ordered++));
}

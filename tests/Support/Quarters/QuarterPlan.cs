using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Support.Quarters;

/// <summary>Three teams and the tickets that they get in some days; all of it follows from a seed.</summary>
/// <param name="seed">Of every choice.</param>
/// <param name="tickets">How many are opened.</param>
/// <param name="days">How long it lasts.</param>
public sealed class QuarterPlan(int seed, int tickets, int days)
{
    public static readonly DateTimeOffset Start = new(2026, 2, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Zones in which clocks are set in spring, on different days, and one in which they are not.</summary>
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata"];

    private static readonly string[] Tasks = ["delivery-time", "search-ranking", "card-fraud"];

    public DateTimeOffset End { get; } = Start.AddDays(days);

    public static ImmutableArray<Team> Teams { get; } = [.. Tasks.Index().Select(task => NewTeam(task.Item, Zones[task.Index]))];

    /// <summary>What is opened, and when, in order.</summary>
    public IEnumerable<(DateTimeOffset At, TicketId Id, TicketSubject Subject)> Opened()
    {
        var random = Dice(seed, "opened", 0);
        var half = (int)(End - Start).TotalMinutes;
        return Enumerable.Range(1, tickets).Select(number => (
            At: HalfMinute(Start.AddMinutes(random.Next(half))),
            TicketId.Parse(FormattableString.Invariant($"ticket-{number:000}")),
            new TicketSubject(TaskName.Parse(Tasks[random.Next(Tasks.Length)]), $"Bug {number}", Of(random, Severity.Sev1, Severity.Sev2, Severity.Sev2, Severity.Sev3, Severity.Sev3, Severity.Sev3, Severity.Sev4), null, TicketSubject.FromPeople))).OrderBy(one => one.At).ThenBy(one => $"{one.Item2}", StringComparer.Ordinal);
    }

    /// <summary>What someone will do about a ticket after its last event, and when; null: nothing.</summary>
    public QuarterDeed? React(Ticket ticket, TicketEvent last)
    {
        var random = Dice(seed, $"{ticket.Id}", last.Number);
        var chance = random.NextDouble();
        return (last.Action, ticket.Subject.Severity) switch
        {
            // Someone answers in the end what is paged again and again.
            (TicketAction.Paged, _) when last.Page!.Step.Clock == EscalationClock.Answer => chance switch
            {
                < 0.40 => After(TicketAction.Acknowledged, 12),
                < 0.46 => After(TicketAction.Assigned, 20),
                < 0.52 => After(TicketAction.Escalated, 10),
                < 0.56 => After(TicketAction.Edited, 30),
                < 0.60 => After(TicketAction.Mitigated, 60),
                _ => null,
            },
            (TicketAction.Paged, _) => chance < 0.7 ? After(TicketAction.Resolved, 600) : null,
            (TicketAction.Acknowledged, _) => chance switch
            {
                < 0.45 => After(TicketAction.Mitigated, 240),
                < 0.60 => After(TicketAction.Resolved, 2000),
                < 0.75 => After(TicketAction.Assigned, 120),
                < 0.80 => After(TicketAction.Escalated, 200),
                < 0.84 => After(TicketAction.Edited, 100),
                _ => null,
            },
            (TicketAction.Mitigated, _) => chance < 0.6 ? After(TicketAction.Resolved, 2500) : chance < 0.75 ? After(TicketAction.Reopened, 1500) : null,
            (TicketAction.Resolved, _) => chance < 0.12 ? After(TicketAction.Reopened, 2000) : null,
            (TicketAction.Assigned or TicketAction.Reopened or TicketAction.Edited, _) => chance < 0.4 ? After(TicketAction.Acknowledged, 25) : null,
            _ => null,
        };

        QuarterDeed After(TicketAction action, double mean)
        {
            var wait = TimeSpan.FromMinutes(-mean * Math.Log(1 - random.NextDouble()));
            return new(HalfMinute(last.At + wait), ticket.Id, action, random.Next());
        }
    }

    /// <summary>Between two ticks, so that nothing depends on which is first.</summary>
    private static DateTimeOffset HalfMinute(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute) + (TimeSpan.TicksPerMinute * 3 / 2), TimeSpan.Zero);

    public static Random Dice(int seed, string what, int number) => new((int)what.Aggregate((uint)seed * 2654435761u, (hash, c) => (hash ^ c) * 16777619u) ^ (number * 7919));

    private static T Of<T>(Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    private static Team NewTeam(string task, string zone)
    {
        ImmutableArray<Person> people =
        [
            .. Enum.GetValues<Level>().SelectMany(level => Enumerable.Range(1, 3), (level, number) => new Person(
                $"{level}-{number}".ToLowerInvariant(), [new(Channel.Email, $"{level}-{number}@example.com"), new(Channel.Slack, "https://example.com/hook")],
                number == 2 ? new QuietHours(new(22, 0), new(7, 0), zone) : null)),
        ];
        return new(
            $"team-{task}", [TaskName.Parse(task)], people,
            [.. Enum.GetValues<Level>().Select(level => new Layer(level, [.. people.Where(person => person.Name.StartsWith($"{level}", StringComparison.OrdinalIgnoreCase)).Select(person => person.Name)], new DateOnly(2026, 1, 5), new TimeOnly(9, 0), level == Level.Operations ? 1 : 7, zone))],
            [new("chat", new(Channel.Webhook, "https://example.com/events", "chat"))],
            ImmutableSortedDictionary<Severity, EscalationPolicy>.Empty);
    }
}

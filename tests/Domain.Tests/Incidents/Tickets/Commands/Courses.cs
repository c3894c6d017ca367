using CsCheck;
using MlFunctions.Domain.Incidents.Escalation;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Incidents.Tickets.Commands;

/// <summary>Tickets, and what may happen to them, drawn.</summary>
internal static class Courses
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    public static readonly TicketId Id = TicketId.Parse("20260304-050607-0badcafe");

    private static readonly Gen<string> Text = Among("ada", "grace", "It is the café's menu. 🍕", "two\nlines", " spaces ");

    /// <summary>Commands with everything that they need.</summary>
    public static Gen<TicketCommand> Command { get; } = Gen.OneOf<TicketCommand>(
        Among<string?>("ada", "grace", null).Select(by => (TicketCommand)new Acknowledge { By = by }),
        Gen.Select(Among("ada", "grace"), Among<string?>("ada", "grace", null), Gen.Enum<Level>()).Select((to, by, level) => (TicketCommand)new Assign(to, Level: level) { By = by }),
        Gen.Const((TicketCommand)new Escalate()),
        Text.Select(text => (TicketCommand)new Mitigate(text)),
        Text.Select(text => (TicketCommand)new Resolve(text, text)),
        Text.Select(text => (TicketCommand)new Reopen(text)),
        Gen.Const((TicketCommand)new Duplicate("another")),
        Text.Select(text => (TicketCommand)new Comment(text)),
        Gen.Select(Gen.Enum<Severity>(), Text).Select((severity, text) => (TicketCommand)new Edit(Severity: severity, Description: text, RootCause: text)),
        Gen.Bool.Select(done => (TicketCommand)new PlanItem(null, "Test it.", "ada", Start, Done: done)));

    /// <summary>Something that may happen: a command, or a change of one of two alarms, and how much later; or, by a clock that was set back, earlier.</summary>
    public static Gen<(TicketCommand? Command, string Alarm, AlarmState State, int Seconds)> Happening { get; } =
        Gen.Select(Command, Among("mae", "drift"), Gen.Enum<AlarmState>(), Gen.Int[-100_000, 300_000], Gen.Int[0, 9]).Select((command, alarm, state, seconds, kind) => (kind < 7 ? command : null, alarm, state, seconds));

    public static Ticket Opened() => Planned(null, Opening);

    /// <summary>How it begins.</summary>
    public static TicketEvent Opening { get; } = new OpenTicket("delivery-time", "Orders are late.", Severity.Sev2, By: "ada").Decide(Start).Value!;

    /// <summary>Every state of a ticket to which things happen; what is refused leaves it as it was.</summary>
    public static IEnumerable<(Ticket Ticket, TicketEvent? Event, DateTimeOffset Now)> Live(IEnumerable<(TicketCommand? Command, string Alarm, AlarmState State, int Seconds)> happenings)
    {
        var (ticket, now, change) = (Opened(), Start, 0);
        foreach (var (command, alarm, state, seconds) in happenings)
        {
            now = now.AddSeconds(seconds);
            var next = command is not null
                ? TicketCommands.Decide(ticket, command, now).Value
                : Ticket.Tell(ticket, ticket.Subject with { Alarm = alarm }, new(++change, now, AlarmState.Ok, state, new AlarmEvaluation(now, now, Verdict.Worse, 1, 1, "A look."), Id, 1));
            if (next is null)
                continue;
            ticket = Planned(ticket, next);
            yield return (ticket, next with { Plan = ticket.Plan }, now);
        }
    }

    /// <summary>The ticket with an event and the plan that follows.</summary>
    private static Ticket Planned(Ticket? before, TicketEvent next)
    {
        var after = Ticket.Apply(Id, before, next);
        return after with { Plan = Plans.After(before, after, next, EscalationPolicy.Default(after.Subject.Severity)) };
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>A ticket in a status, by the shortest way.</summary>
    public static Ticket In(TicketStatus status)
    {
        TicketCommand[] way = status switch
        {
            TicketStatus.Acknowledged => [new Acknowledge { By = "ada" }],
            TicketStatus.Mitigated => [new Mitigate("Rolled back.")],
            TicketStatus.Resolved => [new Resolve()],
            TicketStatus.Reopened => [new Resolve(), new Reopen("Again.")],
            TicketStatus.Duplicate => [new Duplicate("another")],
            _ => [],
        };
        return way.Aggregate(Opened(), (ticket, command) => Ticket.Apply(Id, ticket, TicketCommands.Decide(ticket, command, Start.AddMinutes(ticket.Events)).Value!));
    }
}

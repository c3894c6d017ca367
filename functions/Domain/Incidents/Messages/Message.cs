using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>What is said to a receiver; each channel has its own way of saying it.</summary>
/// <param name="Id">Of the delivery: the same at every try.</param>
/// <param name="To">Which receiver.</param>
/// <param name="Ticket">As it is now, which may be later than the event.</param>
/// <param name="Event">Of which it tells.</param>
/// <param name="Evidence">What the ticket's alarms see now.</param>
/// <param name="At">What now is.</param>
/// <param name="Links">Where to read more.</param>
public sealed record Message(string Id, string To, Ticket Ticket, TicketEvent Event, IReadOnlyList<TicketEvidence> Evidence, DateTimeOffset At, MessageLinks Links)
{
    /// <summary>Which ticket, in one line.</summary>
    public string Headline => $"{Ticket.Subject.Severity.Word().ToUpperInvariant()} {Ticket.Subject.Task}: {Ticket.Subject.Title}";

    /// <summary>What happened, in one sentence.</summary>
    public string Sentence => $"{Event.Action} by {Event.By}: {Event.Detail}";

    /// <summary>How the ticket stands.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts =>
    [
        .. new (string Name, string? Value)[]
        {
            ("Ticket", $"{Ticket.Id}"),
            ("Status", Ticket.Status.Word()),
            ("Level", Ticket.Level.Word()),
            ("Assignee", Ticket.Assignee),
            ("Opened", Time(Ticket.OpenedAt)),
            ("Due", Ticket.DueAt is { } due ? Time(due) : null),
        }.OfValue(),
    ];

    /// <summary>What the alarms see now, each in one line.</summary>
    public IEnumerable<string> Sights => Evidence.Select(seen =>
        $"{seen.Alarm} ({State(seen.State)}{(seen.Model is { } model ? $", model {model}" : string.Empty)}, until {Time(seen.Evaluation.To)}): {seen.Evaluation.Detail}");

    /// <summary>One that tries a receiver, about a ticket that there is not.</summary>
    public static Message Test(TicketId id, Team team, string to, DateTimeOffset now, string address)
    {
        var task = team.Tasks.IsDefaultOrEmpty ? TaskName.Parse("no-task") : team.Tasks[0];
        var subject = new TicketSubject(task, $"A test of {to} of team {team.Name}", Severity.Sev4, Source: TicketSubject.FromPeople);
        var opened = new TicketEvent(1, now, TicketAction.Opened, "test", "Nothing is wrong: someone tries whether this message arrives.", subject);
        return new(new Delivery(id, 1, team.Name, to, now).Id, to, Ticket.Apply(id, null, opened), opened, [], now, MessageLinks.Of(address, id, task));
    }

    private static string State(AlarmState state) => state == AlarmState.NoData ? "no data" : state.Word();

    private static string Time(DateTimeOffset time) => FormattableString.Invariant($"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
}

/// <summary>Where a message says that more is to be read.</summary>
/// <param name="Ticket">The ticket with its events.</param>
/// <param name="Alarms">The alarms of its task.</param>
/// <param name="Metrics">Their metrics.</param>
public sealed record MessageLinks(string Ticket, string Alarms, string Metrics)
{
    /// <param name="address">Of the API, before its routes; empty where it is not known: then they are paths alone.</param>
    /// <param name="ticket">Which.</param>
    /// <param name="task">The ticket's.</param>
    public static MessageLinks Of(string address, TicketId ticket, TaskName task)
    {
        var root = $"{address.TrimEnd('/')}/api";
        return new($"{root}/tickets/{ticket}", $"{root}/tasks/{task}/alarms", $"{root}/tasks/{task}/metrics");
    }

    /// <summary>Whether they lead anywhere from outside.</summary>
    internal bool AreWhole => !Ticket.StartsWith('/');
}

internal static class Facts
{
    public static IEnumerable<(string Name, string Value)> OfValue(this IEnumerable<(string Name, string? Value)> facts) =>
        facts.Where(fact => fact.Value is not null).Select(fact => (fact.Name, fact.Value!));
}

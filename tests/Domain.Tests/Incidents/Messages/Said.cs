using CsCheck;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Incidents.Messages;

/// <summary>Messages to be formatted.</summary>
internal static class Said
{
    public static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static readonly TicketId Id = TicketId.Parse("delivery-time.mae.3");

    /// <summary>Characters that formats care about, halves of characters, and long runs of anything.</summary>
    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.String[0, 60],
        Gen.OneOf("&", "<", ">", "<!channel>", "\r\n", "\0", "\u2028", "\ud83d", "\ude00", "😀", "\"", "\\", "漢", "*", "](http://x)").Array[1, 40].Select(string.Concat),
        Gen.Select(Gen.OneOf("&", "\u2028", "😀", "漢字", "x", "\""), Gen.Int[1, 6000]).Select((text, times) => string.Concat(Enumerable.Repeat(text, times))));

    private static readonly Gen<TicketEvidence> Evidence = Gen.Select(
        Words, Words, Gen.Enum<AlarmState>(), Gen.Int[1, 9]).Select((alarm, detail, state, model) => Seen(alarm, detail, state, model));

    /// <summary>Of any ticket, any event, any words.</summary>
    public static readonly Gen<Message> Any = Gen.Select(
        Gen.Select(Words, Words, Words, Words), Gen.Enum<TicketAction>(), Gen.Enum<Severity>(), Evidence.Array[0, 12], Gen.OneOf("", "https://ml.example.com"))
        .Select((words, action, severity, evidence, address) => Of(action, words.Item1, severity, words.Item2, words.Item3, words.Item4, evidence, address));

    /// <summary>A ticket of an alarm, three days old, of which someone was paged just now.</summary>
    public static Message Example(TicketAction action = TicketAction.Paged, Severity severity = Severity.Sev1) => Of(
        action, "mae is <beyond> its & threshold.", severity, "It is open: ada is paged (operations).", "escalation", "ada",
        [Seen("mae", "MAE is 12.1, more than 10.", AlarmState.Firing, 3), Seen("outcomes", "No labels came.", AlarmState.NoData, null)], "https://ml.example.com/");

    private static Message Of(TicketAction action, string title, Severity severity, string detail, string by, string assignee, TicketEvidence[] evidence, string address)
    {
        var task = TaskName.Parse("delivery-time");
        var opened = new TicketEvent(1, At.AddDays(-3), TicketAction.Opened, "mae", "It was opened.", new(task, title, severity, "mae"))
        {
            Plan = new Plan(null, new(EscalationClock.Solution, 0, Level.Engineer, At.AddHours(1))),
        };
        var next = new TicketEvent(2, At, action, by, detail) { Assignee = assignee };
        var ticket = Ticket.Fold(Id, [opened, next])!;
        return new(new Delivery(Id, 2, "shop", "person:ada:0", At).Id, "person:ada:0", ticket, next, [.. evidence], At.AddSeconds(2), MessageLinks.Of(address, Id, task));
    }

    private static TicketEvidence Seen(string alarm, string detail, AlarmState state, int? model) =>
        new(alarm, 3, state, new(At.AddHours(-1), At.AddMinutes(-1), Verdict.Worse, 12.1, 100, detail), model);
}

using System.Text.Json;
using MlFunctions.Domain.Incidents.Escalation;
using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Incidents.Reviews;

/// <summary>Tickets that are written down event by event.</summary>
internal static class Weeks
{
    /// <summary>From Monday, 23 November 2026.</summary>
    public static ReviewWeek Week { get; } = ReviewWeek.Parse("2026-W48");

    public static TaskName Delivery { get; } = TestTasks.Delivery.Name;

    /// <summary>A time of the week; a negative day is before it.</summary>
    public static DateTimeOffset At(double day, double hour = 0, double minute = 0) => Week.Start.AddDays(day).AddHours(hour).AddMinutes(minute);

    /// <summary>Numbers the events from 1.</summary>
    public static TicketHistory Ticket(string id, params TicketEvent[] events) => new(TicketId.Parse(id), [.. events.Index().Select(next => next.Item with { Number = next.Index + 1 })]);

    public static TicketEvent Opened(DateTimeOffset at, Severity severity, string title = "A title", string? alarm = null, TaskName? task = null) => Event(at, TicketAction.Opened, alarm ?? "ann") with
    {
        Subject = new TicketSubject(task ?? Delivery, title, severity, alarm),
        Evidence = alarm is null ? null : new TicketEvidence(alarm, 1, AlarmState.Firing, new AlarmEvaluation(at.AddMinutes(-1), at, Verdict.Worse, 1.3, 200, "It is worse."), 4),
    };

    public static TicketEvent Event(DateTimeOffset at, TicketAction action, string by = "ann") => new(0, at, action, by, $"{action} by {by}.");

    public static TicketEvent Paged(DateTimeOffset at, string? person, Level level = Level.Operations) =>
        Event(at, TicketAction.Paged, Plans.By) with { Page = new TicketPage(new Step(EscalationClock.Answer, 0, level, at), person, level, []) };

    public static TicketEvent Planned(DateTimeOffset at, ActionItem item) => Event(at, TicketAction.Planned) with { Item = item };

    public static Review Review(params TicketHistory[] tickets) => Domain.Incidents.Reviews.Review.Of(Week, Week.End.AddHours(9), tickets, []);

    public static string Text(Review review) => JsonSerializer.Serialize(review, Json.Readable);
}

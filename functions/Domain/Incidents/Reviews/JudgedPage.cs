using MlFunctions.Domain.Incidents.Escalation;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>A page, and what came of it.</summary>
/// <param name="Level">At which level.</param>
/// <param name="Outcome">What came of it.</param>
internal readonly record struct JudgedPage(Level Level, PageOutcome Outcome)
{
    /// <summary>Those of the week.</summary>
    public static JudgedPage[] Of(KnownTicket ticket)
    {
        var pages = new List<JudgedPage>();
        var severity = ticket.Severity;
        for (var i = 0; i < ticket.Events.Count; i++)
        {
            severity = ticket.Events[i].Subject?.Severity ?? severity;
            if (ticket.Events[i] is { Page: { } page } next && i >= (ticket.Before?.Events ?? 0))
                pages.Add(new(page.Level, page.Person is null ? PageOutcome.ToNobody : Judge(ticket, i, next.At + Within(severity))));
        }

        return [.. pages];
    }

    /// <summary>An hour for what hurts, a day for what may wait.</summary>
    public static TimeSpan Within(Severity severity) => severity <= Severity.Sev2 ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);

    private static PageOutcome Judge(KnownTicket ticket, int page, DateTimeOffset end)
    {
        for (var i = page + 1; i < ticket.Events.Count; i++)
        {
            var next = ticket.Events[i];
            if (next.Page is not null || next.At > end)
                return PageOutcome.Unanswered;
            if (IsAction(ticket.Ticket, next))
                return PageOutcome.LedToAction;
        }

        return end < ticket.Until ? PageOutcome.Unanswered : PageOutcome.Waiting;
    }

    private static bool IsAction(Ticket ticket, TicketEvent next) =>
        next.Action is TicketAction.Acknowledged or TicketAction.Assigned or TicketAction.Escalated or TicketAction.Mitigated or TicketAction.Resolved or TicketAction.Duplicated or TicketAction.Commented
        && next.Evidence is null && next.By != Plans.By && !ticket.Alarms.ContainsKey(next.By);
}

/// <summary>What came of a page.</summary>
internal enum PageOutcome
{
    /// <summary>A person did something in time, before the next page.</summary>
    LedToAction,

    /// <summary>Nobody did.</summary>
    Unanswered,

    /// <summary>The time for it was not over.</summary>
    Waiting,

    /// <summary>Nobody was on call.</summary>
    ToNobody,
}

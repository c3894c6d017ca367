using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>The pages of a week, and whether they were worth it.</summary>
/// <param name="All">Of every level.</param>
/// <param name="Levels">Of each level that was paged.</param>
/// <param name="Precision">Of the pages that reached a person and can be judged, the share that led to action; null where there are none.</param>
/// <param name="NotAnswered">Tickets of which no page of the week led to action.</param>
public sealed record PagingReview(PageCounts All, ImmutableArray<PageCounts> Levels, double? Precision, ImmutableArray<PagedTicket> NotAnswered)
{
    internal static PagingReview Of(IReadOnlyCollection<KnownTicket> tickets)
    {
        var judged = tickets.Select(ticket => (Ticket: ticket, Pages: JudgedPage.Of(ticket))).Where(ticket => ticket.Pages.Length > 0).ToArray();
        JudgedPage[] pages = [.. judged.SelectMany(ticket => ticket.Pages)];
        var all = PageCounts.Of(null, pages);
        var decided = all.LedToAction + all.Unanswered;
        return new(
            all,
            [.. pages.GroupBy(page => page.Level).OrderBy(level => level.Key).Select(level => PageCounts.Of(level.Key, level))],
            decided == 0 ? null : (double)all.LedToAction / decided,
            [.. judged.Where(ticket => IsNotAnswered(ticket.Pages)).Select(ticket => PagedTicket.Of(ticket.Ticket, ticket.Pages.Length))
                .OrderBy(ticket => ticket.Severity).ThenByDescending(ticket => ticket.Pages).ThenBy(ticket => ticket.Id.ToString(), StringComparer.Ordinal)]);
    }

    private static bool IsNotAnswered(JudgedPage[] pages) => !pages.Any(page => page.Outcome == PageOutcome.LedToAction) && pages.Any(page => page.Outcome != PageOutcome.Waiting);
}

/// <summary>How many pages there were.</summary>
/// <param name="Level">At which level; null: at all.</param>
/// <param name="Count">How many.</param>
/// <param name="LedToAction">After which a person did something in time, before the next page.</param>
/// <param name="Unanswered">After which nobody did.</param>
/// <param name="Waiting">Whose time was not over when the week was.</param>
/// <param name="ToNobody">That reached no one, because nobody was on call.</param>
public sealed record PageCounts(Level? Level, int Count, int LedToAction, int Unanswered, int Waiting, int ToNobody)
{
    internal static PageCounts Of(Level? level, IEnumerable<JudgedPage> pages)
    {
        var counts = pages.CountBy(page => page.Outcome).ToDictionary();
        return new(level, counts.Values.Sum(), Count(PageOutcome.LedToAction), Count(PageOutcome.Unanswered), Count(PageOutcome.Waiting), Count(PageOutcome.ToNobody));

        int Count(PageOutcome outcome) => counts.GetValueOrDefault(outcome);
    }
}

/// <summary>A ticket about which someone was paged.</summary>
/// <param name="Id">Which.</param>
/// <param name="Task">Whose.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">In one line.</param>
/// <param name="Pages">How often in the week.</param>
public sealed record PagedTicket(TicketId Id, TaskName Task, Severity Severity, string Title, int Pages)
{
    internal static PagedTicket Of(KnownTicket ticket, int pages) => new(ticket.Ticket.Id, ticket.Ticket.Subject.Task, ticket.Severity, ticket.Ticket.Subject.Title, pages);
}

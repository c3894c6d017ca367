namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>A review in a list.</summary>
/// <param name="Week">Which.</param>
/// <param name="Partial">Whether the week was not over when it was made.</param>
/// <param name="Headline">Its main figures.</param>
public sealed record ReviewSummary(ReviewWeek Week, bool Partial, Headline Headline);

/// <summary>The main figures of a week.</summary>
/// <param name="Opened">Tickets.</param>
/// <param name="Reopened">Tickets that had been closed.</param>
/// <param name="Resolved">Tickets.</param>
/// <param name="Duplicates">Tickets closed as such.</param>
/// <param name="Open">Tickets at the end.</param>
/// <param name="Aged">Of these, open for longer than their severity allows.</param>
/// <param name="Pages">How often someone was paged.</param>
/// <param name="LedToAction">Pages that did.</param>
/// <param name="Undelivered">Messages that were given up.</param>
/// <param name="Overdue">Action items.</param>
/// <param name="Promotions">Of models.</param>
/// <param name="Rollbacks">Of models.</param>
/// <param name="Trainings">That ended.</param>
public sealed record Headline(
    int Opened, int Reopened, int Resolved, int Duplicates, int Open, int Aged, int Pages, int LedToAction, int Undelivered, int Overdue, int Promotions, int Rollbacks, int Trainings)
{
    /// <summary>Of a week in which nothing happened.</summary>
    public static Headline None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    internal static Headline Of(Review review) => new(
        review.Tickets.Sum(row => row.Opened),
        review.Tickets.Sum(row => row.Reopened),
        review.Tickets.Sum(row => row.Resolved),
        review.Tickets.Sum(row => row.Duplicates),
        review.Tickets.Sum(row => row.Open),
        review.Tickets.Sum(row => row.Aged),
        review.Pages.All.Count,
        review.Pages.All.LedToAction,
        review.Undelivered.Sum(messages => messages.Count),
        review.Actions.Overdue.Length,
        review.Tasks.Sum(task => task.Promotions),
        review.Tasks.Sum(task => task.Rollbacks),
        review.Tasks.Sum(task => task.Succeeded + task.Failed));
}

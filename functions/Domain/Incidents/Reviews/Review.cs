using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>A week as those who answer for it look back on it: made from what was known when it ended, so that it is the same whenever it is made.</summary>
/// <param name="Week">Which.</param>
/// <param name="From">When it began.</param>
/// <param name="Until">When it ended; of the running week, when the review was made.</param>
/// <param name="Partial">Whether it is that of the running week.</param>
/// <param name="Tickets">How many came and went, by severity and task.</param>
/// <param name="Important">Those that people should talk about.</param>
/// <param name="Aged">Those that are open for longer than their severity allows.</param>
/// <param name="Times">How long they took.</param>
/// <param name="Pages">Whether pages were worth it.</param>
/// <param name="Repeated">What came back in the last 90 days.</param>
/// <param name="Undelivered">Messages that were given up.</param>
/// <param name="Actions">What was to be done so that it does not happen again.</param>
/// <param name="Tasks">What changed of the models.</param>
/// <param name="Ideas">How many of those tried were good.</param>
public sealed record Review(
    ReviewWeek Week, DateTimeOffset From, DateTimeOffset Until, bool Partial,
    ImmutableArray<TicketCounts> Tickets, ImmutableArray<ReviewedTicket> Important, ImmutableArray<AgedTicket> Aged, ImmutableArray<ResponseTimes> Times, PagingReview Pages,
    ImmutableArray<RepeatedCause> Repeated, ImmutableArray<UndeliveredMessages> Undelivered, ActionReview Actions, ImmutableArray<TaskReview> Tasks, IdeaReview Ideas)
{
    /// <summary>Its main figures.</summary>
    public Headline Headline => Headline.Of(this);

    /// <summary>Those of the week before.</summary>
    public Headline Before { get; init; } = Headline.None;

    /// <summary>A/B tests that ended in the week: none, as there are none yet.</summary>
    public ImmutableArray<string> Experiments { get; } = [];

    [JsonIgnore]
    public ReviewSummary Summary => new(Week, Partial, Headline);

    /// <summary>The review of a week.</summary>
    /// <param name="week">One that has begun.</param>
    /// <param name="now">The time; it matters in the running week alone.</param>
    /// <param name="tickets">Every ticket that was opened before the end of the week and was active, or had an open action item, or changed in its last 90 days; more do no harm.</param>
    /// <param name="tasks">Every task.</param>
    public static Review Of(ReviewWeek week, DateTimeOffset now, IReadOnlyCollection<TicketHistory> tickets, IReadOnlyCollection<TaskHistory> tasks)
    {
        var until = now < week.End ? now : week.End;
        return Make(week, until, tickets, tasks) with { Before = Make(week.Previous, week.Start, tickets, tasks).Headline };
    }

    private static Review Make(ReviewWeek week, DateTimeOffset until, IEnumerable<TicketHistory> tickets, IReadOnlyCollection<TaskHistory> tasks)
    {
        KnownTicket[] known = [.. tickets.Select(history => KnownTicket.Of(history, week.Start, until)).OfType<KnownTicket>().OrderBy(ticket => ticket.Ticket.Id.ToString(), StringComparer.Ordinal)];
        return new(
            week, week.Start, until, until < week.End,
            [.. TicketCounts.Of(known)], [.. ReviewedTicket.Important(known)], [.. AgedTicket.Of(known)], [.. ResponseTimes.Of(known)], PagingReview.Of(known),
            [.. RepeatedCause.Of(known)], [.. UndeliveredMessages.Of(known)], ActionReview.Of(week, until, known),
            [.. tasks.OrderBy(task => task.Task.ToString(), StringComparer.Ordinal).Select(task => TaskReview.Of(task, week.Start, until)).OfType<TaskReview>()],
            IdeaReview.Of(tasks, until));
    }
}

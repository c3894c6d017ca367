using System.Collections.Immutable;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>What was to be done so that it does not happen again.</summary>
/// <param name="Open">Action items that were not done at the end, of every ticket.</param>
/// <param name="Done">Those that were done in the week.</param>
/// <param name="Overdue">Those that were due before the end, the oldest first.</param>
/// <param name="DueNext">Those that are due up to the end of the next week.</param>
public sealed record ActionReview(int Open, int Done, ImmutableArray<DueItem> Overdue, ImmutableArray<DueItem> DueNext)
{
    internal static ActionReview Of(ReviewWeek week, DateTimeOffset until, IEnumerable<KnownTicket> tickets)
    {
        var items = tickets.SelectMany(known => known.Ticket.Items.Values, (known, item) => (known.Ticket, Item: item)).ToArray();
        DueItem[] due = [.. items.Where(one => one.Item is { DoneAt: null, Due: not null })
            .Select(one => new DueItem(one.Ticket.Id, one.Ticket.Subject.Severity, one.Item.Title, one.Item.Owner, one.Item.Due!.Value, one.Item.Change))
            .OrderBy(item => item.Due).ThenBy(item => item.Ticket.ToString(), StringComparer.Ordinal)];
        return new(
            items.Count(one => one.Item.DoneAt is null),
            items.Count(one => one.Item.DoneAt >= week.Start && one.Item.DoneAt < until),
            [.. due.Where(item => item.Due < until)],
            [.. due.Where(item => item.Due >= until && item.Due < week.End + ReviewWeek.Length)]);
    }
}

/// <summary>An action item that is due.</summary>
/// <param name="Ticket">Of which ticket.</param>
/// <param name="Severity">How bad that is.</param>
/// <param name="Title">What.</param>
/// <param name="Owner">By whom.</param>
/// <param name="Due">By when.</param>
/// <param name="Change">A link to the change that does it.</param>
public sealed record DueItem(TicketId Ticket, Severity Severity, string Title, string? Owner, DateTimeOffset Due, string? Change);

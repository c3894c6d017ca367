using System.Collections.Immutable;
using System.Text;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>By what tickets are alike.</summary>
public enum CauseKind
{
    /// <summary>People wrote the same root cause, but for case, spaces and punctuation.</summary>
    RootCause,

    /// <summary>The same alarms of one task.</summary>
    Alarms,
}

/// <summary>What two or more tickets of the last 90 days have in common; duplicates of one another are not counted.</summary>
/// <param name="Kind">By what they are alike.</param>
/// <param name="Cause">The root cause in the words of the newest, or the names of the alarms.</param>
/// <param name="Tasks">Whose.</param>
/// <param name="Tickets">The newest first.</param>
public sealed record RepeatedCause(CauseKind Kind, string Cause, ImmutableArray<TaskName> Tasks, ImmutableArray<TicketId> Tickets)
{
    /// <summary>How far back it is looked.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(90);

    /// <summary>The most frequent first. Tickets with a common root cause are not named a second time for their alarms.</summary>
    internal static IEnumerable<RepeatedCause> Of(IEnumerable<KnownTicket> tickets)
    {
        Ticket[] recent = [.. tickets.Where(known => known.Ticket.OpenedAt >= known.Until - Window && known.Ticket.Status != TicketStatus.Duplicate).Select(known => known.Ticket)
            .OrderByDescending(ticket => ticket.OpenedAt).ThenBy(ticket => ticket.Id.ToString(), StringComparer.Ordinal)];
        RepeatedCause[] causes = [.. Repeated(CauseKind.RootCause, recent, ticket => Normal(ticket.RootCause), newest => newest.RootCause!)];
        var alarms = Repeated(CauseKind.Alarms, recent, ticket => ticket.Alarms.IsEmpty ? string.Empty : $"{ticket.Subject.Task} {Names(ticket)}", Names);
        return causes.Concat(alarms.Where(alarm => !causes.Any(cause => alarm.Tickets.All(cause.Tickets.Contains))))
            .OrderByDescending(cause => cause.Tickets.Length).ThenBy(cause => cause.Kind).ThenBy(cause => cause.Cause, StringComparer.Ordinal);
    }

    private static IEnumerable<RepeatedCause> Repeated(CauseKind kind, Ticket[] tickets, Func<Ticket, string> key, Func<Ticket, string> words) => tickets
        .GroupBy(key, StringComparer.Ordinal)
        .Where(alike => alike.Key.Length > 0 && alike.Count() > 1)
        .Select(alike => new RepeatedCause(
            kind, words(alike.First()), [.. alike.Select(ticket => ticket.Subject.Task).Distinct().OrderBy(task => task.ToString(), StringComparer.Ordinal)], [.. alike.Select(ticket => ticket.Id)]));

    private static string Names(Ticket ticket) => string.Join(", ", ticket.Alarms.Keys);

    /// <summary>Words in lower case with one space between them.</summary>
    private static string Normal(string? text)
    {
        var words = new StringBuilder();
        foreach (var c in text ?? string.Empty)
        {
            if (char.IsLetterOrDigit(c))
                words.Append(char.ToLowerInvariant(c));
            else if (words is not ([] or [.., ' ']))
                words.Append(' ');
        }

        return words.ToString().TrimEnd();
    }
}

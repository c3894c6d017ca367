using System.Text;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using static MlFunctions.Domain.Incidents.Reviews.MarkdownText;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>A review as Markdown: the important ones whole, the rest in short; where nothing happened, no section.</summary>
public static class ReviewMarkdown
{
    /// <summary>Of a list; the JSON has the rest.</summary>
    private const int Most = 20;

    public static string Of(Review review)
    {
        var text = new StringBuilder();
        text.Append($"# Week {review.Week}: {Day(review.From)} to {Day(review.Week.End.AddTicks(-1))}\n\n");
        if (review.Partial)
            text.Append($"The week is not over: this is what was known at {Time(review.Until)} UTC.\n\n");
        Table(text, ["", "this week", "week before"], Headlines(review.Headline, review.Before));
        Section(text, "Tickets", ["severity", "task", "opened", "reopened", "resolved", "duplicates", "open", "aged"], review.Tickets, row =>
            [row.Severity.Word(), $"{row.Task}", $"{row.Opened}", $"{row.Reopened}", $"{row.Resolved}", $"{row.Duplicates}", $"{row.Open}", $"{row.Aged}"]);
        Section(text, "The important ones", review.Important, Important);
        Section(text, "Aged", ["severity", "ticket", "title", "assignee", "open for", "limit"], review.Aged, ticket =>
            [ticket.Severity.Word(), Code(ticket.Id), Safe(ticket.Title), Whom(ticket.Assignee), Span(ticket.SecondsOpen), Span(ticket.Limit)]);
        Section(text, "Times", ["", "", "count", "median", "p90", "worst"], review.Times.SelectMany(Times), row => row);
        Section(text, "Pages", ["level", "pages", "led to action", "unanswered", "waiting", "to nobody"], review.Pages.All.Count == 0 ? [] : review.Pages.Levels.Add(review.Pages.All), row =>
            [row.Level is { } level ? level.Word() : "all", $"{row.Count}", $"{row.LedToAction}", $"{row.Unanswered}", $"{row.Waiting}", $"{row.ToNobody}"]);
        if (review.Pages.Precision is { } precision)
            text.Append($"{Percent(precision)} of the pages that can be judged led to action: within an hour (sev1, sev2) or a day, and before the next page.\n\n");
        Section(text, "Pages that nobody answered", review.Pages.NotAnswered, ticket => $"{ticket.Severity.Word()} {Code(ticket.Id)} {Safe(ticket.Title)}: {Count(ticket.Pages, "page")}");
        Section(text, "Repeated in 90 days", review.Repeated, cause =>
            $"{Count(cause.Tickets.Length, "ticket")}, {(cause.Kind == CauseKind.RootCause ? "root cause" : "alarms")}: {Safe(cause.Cause)} ({string.Join(", ", cause.Tasks)}; {string.Join(", ", cause.Tickets.Take(3).Select(Code))})");
        Section(text, "Messages that were given up", review.Undelivered, lost => $"{lost.Count} of {Code(lost.Ticket)}, the last one: {Safe(lost.Last)}");
        Section(text, "Action items overdue", review.Actions.Overdue, Item);
        Section(text, "Action items due next", review.Actions.DueNext, Item);
        Section(text, "Models", ["task", "promotions", "forced", "rollbacks", "trainings", "of these promoted", "failed", "unfinished"], review.Tasks, task =>
            [$"{task.Task}", $"{task.Promotions}", $"{task.Forced}", $"{task.Rollbacks}", $"{task.Succeeded + task.Failed}", $"{task.Promoted}", $"{task.Failed}", $"{task.Unfinished}"]);
        foreach (var line in review.Tasks.SelectMany(task => task.Changes, (task, change) => $"- {Time(change.At)} {task.Task}: {Change(change)}\n"))
            text.Append(line);
        text.Append(review.Tasks.Any(task => !task.Changes.IsEmpty) ? "\n" : string.Empty);
        text.Append($"## Ideas\n\n{review.Ideas.Good} of {review.Ideas.Tried} were good ({Percent(review.Ideas.Share)}). {review.Ideas.Counts}\n");
        return text.ToString();
    }

    private static IEnumerable<string[]> Headlines(Headline now, Headline before) =>
    [
        Row("opened", now.Opened, before.Opened), Row("reopened", now.Reopened, before.Reopened), Row("resolved", now.Resolved, before.Resolved), Row("open at the end", now.Open, before.Open),
        Row("aged", now.Aged, before.Aged), Row("pages", now.Pages, before.Pages), Row("pages that led to action", now.LedToAction, before.LedToAction), Row("messages given up", now.Undelivered, before.Undelivered),
        Row("action items overdue", now.Overdue, before.Overdue), Row("promotions", now.Promotions, before.Promotions), Row("rollbacks", now.Rollbacks, before.Rollbacks), Row("trainings", now.Trainings, before.Trainings),
    ];

    private static string[] Row(string name, int now, int before) => [name, $"{now}", $"{before}"];

    private static string Important(ReviewedTicket ticket)
    {
        var times = string.Concat(new[] { ("acknowledged", ticket.AcknowledgeSeconds), ("mitigated", ticket.MitigateSeconds), ("resolved", ticket.ResolveSeconds) }
            .Where(time => time.Item2 is not null).Select(time => $", {time.Item1} after {Span(time.Item2)}"));
        var text = new StringBuilder($"**{ticket.Severity.Word()}** {Code(ticket.Id)} {Safe(ticket.Title)}\n");
        text.Append($"  {ticket.Status.Word()}, {Whom(ticket.Assignee)} ({ticket.Level.Word()}); opened {Time(ticket.OpenedAt)}{times}{(IsOpen(ticket.Status) ? $", open for {Span(ticket.SecondsOpen)}" : string.Empty)}; {Count(ticket.Pages, "page")}");
        if (ticket.RootCause is { } cause)
            text.Append($"\n  - Root cause: {Safe(cause)}");
        foreach (var item in ticket.Items)
            text.Append($"\n  - {(item.DoneAt is null ? "To do" : "Done")}: {Safe(item.Title)} ({Whom(item.Owner)}{(item.Due is { } due ? $", due {Day(due)}" : string.Empty)})");
        return text.ToString();
    }

    private static bool IsOpen(TicketStatus status) => status is not (TicketStatus.Resolved or TicketStatus.Duplicate);

    private static IEnumerable<string[]> Times(ResponseTimes times) =>
        from row in new[] { ("to acknowledge", times.Acknowledged), ("to mitigate", times.Mitigated), ("to resolve", times.Resolved) }
        where row.Item2.Count > 0
        select new[] { times.Severity is { } severity ? severity.Word() : "all", row.Item1, $"{row.Item2.Count}", Span(row.Item2.MedianSeconds), Span(row.Item2.P90Seconds), Span(row.Item2.WorstSeconds) };

    private static string Item(DueItem item) => $"{Day(item.Due)} {Whom(item.Owner)}: {Safe(item.Title)} ({item.Severity.Word()} {Code(item.Ticket)})";

    private static string Change(DeploymentChange change)
    {
        var what = change.Action switch
        {
            DeploymentAction.Promotion => $"model {change.Model} promoted",
            DeploymentAction.Rollback => $"rolled back to model {change.Model}",
            DeploymentAction.Shadow => $"model {change.Model} into shadow",
            DeploymentAction.Pilot => FormattableString.Invariant($"model {change.Model} pilots {change.Share * 100:0.##} % of the units"),
            _ => $"model {change.Model} rejected",
        } + (change.Forced ? " by force" : string.Empty);
        var from = change.From is { } before ? $" in the place of {before}" : string.Empty;
        return $"{what}{from}{(change.Reason is { Length: > 0 } reason ? $": {Safe(reason)}" : string.Empty)}";
    }

    private static string Code(TicketId id) => $"`{id}`";

    private static string Whom(string? person) => person is null ? "nobody" : Safe(person);

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static void Section<T>(StringBuilder text, string title, IReadOnlyCollection<T> items, Func<T, string> line)
    {
        if (items.Count == 0)
            return;
        text.Append($"## {title}\n\n");
        foreach (var item in items.Take(Most))
            text.Append($"- {line(item)}\n");
        text.Append(items.Count > Most ? $"- and {items.Count - Most} more in the JSON\n\n" : "\n");
    }

    private static void Section<T>(StringBuilder text, string title, string[] columns, IEnumerable<T> rows, Func<T, string[]> cells)
    {
        T[] all = [.. rows];
        if (all.Length == 0)
            return;
        text.Append($"## {title}\n\n");
        Table(text, columns, all.Take(Most).Select(cells));
        if (all.Length > Most)
            text.Append($"And {all.Length - Most} more in the JSON.\n\n");
    }

    private static void Table(StringBuilder text, string[] columns, IEnumerable<string[]> rows)
    {
        text.Append($"| {string.Join(" | ", columns)} |\n|{string.Concat(Enumerable.Repeat(" --- |", columns.Length))}\n");
        foreach (var row in rows)
            text.Append($"| {string.Join(" | ", row)} |\n");
        text.Append('\n');
    }
}

using System.Text.Json;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Jira;

/// <summary>An issue, as Jira's REST API v3 or we ourselves answer it, as a ticket with its events.</summary>
/// <param name="Id">Follows from the key, so that an issue is imported once.</param>
/// <param name="Events">How it was opened, commented and solved, in order.</param>
/// <param name="Due">The day at whose end it is to be resolved; null where the issue does not say.</param>
public sealed record JiraImport(TicketId Id, IReadOnlyList<TicketEvent> Events, DateTimeOffset? Due)
{
    /// <summary>The source of tickets that were imported.</summary>
    public const string Source = "jira";

    /// <summary>The most events, so that they and what follows from them are kept in one transaction.</summary>
    private const int MostEvents = 90;

    /// <summary>The most characters of an issue's texts together, for the same reason.</summary>
    private const int MostCharacters = 200_000;
    private const int MostOfText = 32_767;

    /// <param name="issue">The issue.</param>
    /// <param name="task">Whose ticket it is.</param>
    /// <param name="now">Nothing of it may lie later.</param>
    public static Result<JiraImport> Of(JsonElement issue, TaskName task, DateTimeOffset now)
    {
        try
        {
            return Read(issue, task, now);
        }
        catch (InvalidOperationException)
        {
            return new FieldError[] { new("", "It has half of a surrogate pair; send whole Unicode characters.") }.Refuse();
        }
    }

    private static Result<JiraImport> Read(JsonElement issue, TaskName task, DateTimeOffset now)
    {
        var fields = new JiraFields(issue);
        var sections = JiraSections.Of(fields["description"]);
        FieldError[] mistakes = [.. Mistakes(issue, fields, sections, now)];
        if (mistakes.Length > 0)
            return mistakes.Refuse();
        var subject = new TicketSubject(
            task, fields.Word("summary")!.Trim(), JiraWords.Severity(fields.Name("priority")) ?? Severity.Sev3, Source: Source, Description: sections.Text,
            Evidence: sections.Pieces.Count == 0 ? null : [.. sections.Pieces]);
        var by = fields.Person("creator") ?? fields.Person("reporter") ?? Source;
        var opened = new TicketEvent(1, fields.Time("created")!.Value, TicketAction.Opened, by, $"{by} opened it.", subject) { Assignee = fields.Person("assignee"), RootCause = sections.Cause };
        var course = new JiraCourse(JiraWords.Ticket(issue.Word("key"))!, opened, fields.Original());
        JiraStep[] steps = [.. fields.Steps()];
        foreach (var step in steps.Any(step => step.Status is not null) ? steps.OrderBy(step => step.At) : steps.Append(fields.Now(opened.At)).OrderBy(step => step.At))
            course.Add(step);
        course.End(fields.Now(opened.At));
        if (course.Events.Count > MostEvents)
            return new FieldError[] { new("", $"It has {course.Events.Count} comments and changes of its status; the most is {MostEvents}.") }.Refuse();
        return TicketSize.Check(Ticket.Fold(course.Id, course.Events)!, "/fields") is { } tooLong
            ? tooLong
            : new JiraImport(course.Id, course.Events, fields.Time("duedate")?.AddDays(1).AddMinutes(-1));
    }

    private static IEnumerable<FieldError> Mistakes(JsonElement issue, JiraFields fields, JiraSections sections, DateTimeOffset now)
    {
        if (JiraWords.Ticket(issue.Word("key")) is null)
            yield return new("/key", "An issue has a key such as OPS-12.");
        foreach (var mistake in fields.Word("summary")?.Trim().Check("/fields/summary", 255, "An issue has a summary.") ?? [new FieldError("/fields/summary", "An issue has a summary.")])
            yield return mistake;
        if (fields.Time("created") is not { } created)
            yield return new("/fields/created", "An issue has the time at which it was created, such as 2026-01-31T09:00:00.000+0000; ask Jira for fields=*all.");
        else if (created > now)
            yield return new("/fields/created", $"It was created later than now, {now:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
        if (fields.Name("priority") is { } priority && JiraWords.Severity(priority) is null)
            yield return new("/fields/priority/name", $"'{priority}' is none of {string.Join(", ", JiraWords.AllPriorities)}.");
        if (fields.Status() is null)
            yield return new("/fields/status", "An issue has a status with a name that we know, or with a statusCategory whose key is new, indeterminate or done.");
        foreach (var later in fields.Status() is null ? [] : fields.Steps().Append(fields.Now(now)).Where(step => step.At > now).Take(1))
            yield return new("/fields", $"It was commented or changed at {later.At:yyyy-MM-dd'T'HH:mm:ss'Z'}, which is later than now, {now:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
        foreach (var mistake in EvidenceLimits.Check([.. sections.Pieces], "/fields/description"))
            yield return mistake;
        int[] texts = [sections.Text?.Length ?? 0, sections.Cause?.Length ?? 0, .. sections.Pieces.Select(piece => piece.Length), .. fields.Steps().Select(step => step.Text?.Length ?? 0)];
        if (texts.Max() > MostOfText || texts.Sum() > MostCharacters)
            yield return new("/fields", $"A description or comment has more than {MostOfText} characters, or all together more than {MostCharacters}.");
    }
}

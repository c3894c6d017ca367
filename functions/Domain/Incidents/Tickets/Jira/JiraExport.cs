using System.Globalization;
using System.Text.Json.Nodes;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Jira;

/// <summary>
/// A ticket as an issue of Jira's REST API v3: its <c>fields</c> can be posted to <c>/rest/api/3/issue</c> as they are, and what Jira alone sets (status, times, comments, links) stands in
/// <c>readOnly</c> and <c>changelog</c>, in the shape in which Jira itself answers it.
/// </summary>
public static class JiraExport
{
    /// <summary>Jira takes 32,767 characters; what is left is for the document's own.</summary>
    private const int MostCharacters = 30_000;

    /// <param name="ticket">As it is.</param>
    /// <param name="events">All of its events.</param>
    /// <param name="project">The key of the project in which it is to be; null where that is not known.</param>
    public static JsonObject Of(Ticket ticket, IReadOnlyList<TicketEvent> events, string? project)
    {
        var issue = new JsonObject { ["fields"] = Fields(ticket, project), ["readOnly"] = ReadOnly(ticket, events), ["changelog"] = new JsonObject { ["histories"] = Histories(ticket.Id, events) } };
        if (JiraWords.Key(ticket.Id) is { } key)
            issue.Insert(0, "key", key);
        issue.Insert(0, "id", $"{ticket.Id}");
        return issue;
    }

    private static JsonObject Fields(Ticket ticket, string? project)
    {
        var fields = new JsonObject
        {
            ["summary"] = ticket.Subject.Title,
            ["issuetype"] = new JsonObject { ["name"] = "Bug" },
            ["priority"] = new JsonObject { ["name"] = JiraWords.Priority(ticket.Subject.Severity) },
            ["labels"] = new JsonArray($"task:{ticket.Subject.Task}", $"source:{ticket.Subject.Source}"),
            ["description"] = AdfWriter.Document(Description(ticket)),
        };
        if (project is not null)
            fields["project"] = new JsonObject { ["key"] = project };
        if (ticket.DueAt is { } due)
            fields["duedate"] = due.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return fields;
    }

    private static List<JsonNode> Description(Ticket ticket)
    {
        var blocks = ticket.Subject.Description is { } description ? AdfWriter.Paragraphs(description).ToList() : new List<JsonNode>();
        var left = MostCharacters - (ticket.Subject.Description?.Length ?? 0);
        var more = new List<JsonNode>();
        if (ticket.RootCause is { } cause && (left -= cause.Length) > 0)
            more.AddRange([AdfWriter.Heading(JiraSections.RootCause), .. AdfWriter.Paragraphs(cause)]);
        foreach (var (heading, texts) in new[] { (JiraSections.Evidence, (IEnumerable<string>?)ticket.Subject.Evidence ?? []), (JiraSections.ActionItems, ticket.Items.Values.Select(Line)) })
        {
            string[] fit = [.. texts.TakeWhile(text => (left -= text.Length) > 0)];
            if (fit.Length > 0)
                more.AddRange([AdfWriter.Heading(heading), AdfWriter.List(fit)]);
        }

        return more.Count == 0 ? blocks : [.. blocks, AdfWriter.Rule(), .. more];
    }

    private static string Line(ActionItem item)
    {
        string?[] about = [item.Owner, item.Due is { } due ? $"due {due:yyyy-MM-dd}" : null, item.Change, item.DoneAt is null ? null : "done"];
        return string.Join(", ", [item.Title, .. about.OfType<string>()]);
    }

    private static JsonObject ReadOnly(Ticket ticket, IReadOnlyList<TicketEvent> events)
    {
        var fields = new JsonObject
        {
            ["status"] = new JsonObject { ["name"] = JiraWords.Name(ticket.Status), ["statusCategory"] = new JsonObject { ["key"] = JiraWords.Category(ticket.Status) } },
            ["created"] = JiraJson.Write(ticket.OpenedAt),
            ["updated"] = JiraJson.Write(ticket.UpdatedAt),
            ["creator"] = Person(events[0].By),
            ["comment"] = new JsonObject { ["comments"] = new JsonArray([.. events.Where(next => next.Action == TicketAction.Commented).Select(Comment)]) },
        };
        if (ticket.ResolvedAt is { } resolved)
            (fields["resolutiondate"], fields["resolution"]) = (JiraJson.Write(resolved), new JsonObject { ["name"] = ticket.Status == TicketStatus.Duplicate ? "Duplicate" : "Done" });
        if (ticket.Assignee is { } assignee)
            fields["assignee"] = Person(assignee);
        if (ticket.DuplicateOf is { } other)
            fields["issuelinks"] = new JsonArray(new JsonObject { ["type"] = new JsonObject { ["name"] = "Duplicate" }, ["outwardIssue"] = new JsonObject { ["key"] = JiraWords.Key(other) ?? $"{other}" } });
        return fields;
    }

    private static JsonNode Comment(TicketEvent next) => new JsonObject { ["author"] = Person(next.By), ["created"] = JiraJson.Write(next.At), ["body"] = AdfWriter.Document(AdfWriter.Paragraphs(next.Detail)) };

    /// <summary>Each change of the status, the oldest first.</summary>
    private static JsonArray Histories(TicketId id, IReadOnlyList<TicketEvent> events)
    {
        var histories = new JsonArray();
        Ticket? before = null;
        foreach (var next in events)
        {
            var after = Ticket.Apply(id, before, next);
            if (before is not null && before.Status != after.Status)
            {
                var item = new JsonObject { ["field"] = "status", ["fromString"] = JiraWords.Name(before.Status), ["toString"] = JiraWords.Name(after.Status) };
                histories.Add(new JsonObject { ["created"] = JiraJson.Write(next.At), ["author"] = Person(next.By), ["items"] = new JsonArray(item) });
            }

            before = after;
        }

        return histories;
    }

    private static JsonObject Person(string name) => new() { ["displayName"] = name };
}

using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Jira;

/// <summary>The fields of an issue: Jira's own, else what we wrote beside them.</summary>
/// <param name="issue">The issue.</param>
internal sealed class JiraFields(JsonElement issue)
{
    private const int MostOfName = Domain.Incidents.Tickets.Commands.Texts.Name;

    public JsonElement? this[string name] => issue.Find("fields").Find(name) ?? issue.Find("readOnly").Find(name);

    public string? Word(string name) => Holder(name)?.Word(name);

    public DateTimeOffset? Time(string name) => Holder(name)?.Time(name);

    public string? Name(string field) => this[field]?.Word("name");

    public string? Person(string field) => Person(this[field]);

    public TicketStatus? Status()
    {
        var status = JiraWords.Status(Name("status"), this["status"].Find("statusCategory")?.Word("key"));
        return status is TicketStatus.Resolved or TicketStatus.Duplicate ? Original() is null ? TicketStatus.Resolved : TicketStatus.Duplicate : status;
    }

    /// <summary>What it is now and, as far as the issue says, since when.</summary>
    /// <param name="created">When it was created.</param>
    public JiraStep Now(DateTimeOffset created)
    {
        var status = Status()!.Value;
        var since = (status is TicketStatus.Resolved or TicketStatus.Duplicate ? Time("resolutiondate") : null) ?? Time("statuscategorychangedate") ?? Time("updated") ?? created;
        return new(since, null, Status: status);
    }

    /// <summary>The ticket of which it is a duplicate; null where it is none's.</summary>
    public TicketId? Original()
    {
        if (Name("resolution") != "Duplicate" && Name("status") != "Duplicate")
            return null;
        var key = Items("issuelinks").Where(link => link.Find("type")?.Word("name") == "Duplicate").Select(link => link.Find("outwardIssue")?.Word("key")).FirstOrDefault(key => key is not null);
        return JiraWords.Ticket(key) ?? (TicketId.TryParse(key, null, out var own) ? own : null);
    }

    /// <summary>Comments and changes of the status, each in the order in which they happened.</summary>
    public IEnumerable<JiraStep> Steps()
    {
        foreach (var comment in this["comment"].Items("comments"))
        {
            var text = comment.Find("body") is { ValueKind: JsonValueKind.Object } body ? AdfReader.Text(body.Content()) : comment.Word("body");
            if (comment.Time("created") is { } at && !string.IsNullOrWhiteSpace(text))
                yield return new(at, Person(comment.Find("author")), text.Trim());
        }

        JsonElement[] histories = [.. issue.Find("changelog").Items("histories")];
        // Jira has the newest first.
        if (histories is [var first, .., var last] && first.Time("created") > last.Time("created"))
            Array.Reverse(histories);
        foreach (var history in histories)
        {
            foreach (var item in ((JsonElement?)history).Items("items").Where(item => item.Word("field") == "status"))
            {
                if (history.Time("created") is { } at && JiraWords.Status(item.Word("toString"), null) is { } status)
                    yield return new(at, Person(history.Find("author")), Status: status);
            }
        }
    }

    private JsonElement? Holder(string name) => issue.Find("fields").Find(name) is null ? issue.Find("readOnly") : issue.Find("fields");

    private IEnumerable<JsonElement> Items(string name) => issue.Find("fields").Items(name).Concat(issue.Find("readOnly").Items(name));

    private static string? Person(JsonElement? person)
    {
        var name = Domain.Incidents.Tickets.Commands.Texts.OrNull((person?.Word("displayName") ?? person?.Word("emailAddress") ?? person?.Word("accountId"))?.ReplaceLineEndings(" "));
        return name?.Length > MostOfName ? name[..MostOfName] : name;
    }
}

/// <summary>What happened to an issue.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who did it.</param>
/// <param name="Text">Of a comment.</param>
/// <param name="Status">That it had from then on.</param>
internal sealed record JiraStep(DateTimeOffset At, string? By, string? Text = null, TicketStatus? Status = null);

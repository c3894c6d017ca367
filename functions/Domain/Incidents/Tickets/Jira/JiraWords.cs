using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Jira;

/// <summary>Jira's words for ours.</summary>
public static class JiraWords
{
    private const string Prefix = "jira-";

    private static readonly (TicketStatus Status, string Category, string[] Names)[] Statuses =
    [
        (TicketStatus.Open, "new", ["Open", "To Do", "Backlog", "New", "Selected for Development", "Waiting for support"]),
        (TicketStatus.Acknowledged, "indeterminate", ["In Progress", "Acknowledged", "In Review", "Work in progress", "Under investigation", "Escalated"]),
        (TicketStatus.Mitigated, "indeterminate", ["Mitigated"]),
        (TicketStatus.Resolved, "done", ["Resolved", "Done", "Closed", "Completed", "Canceled", "Declined"]),
        (TicketStatus.Reopened, "new", ["Reopened"]),
        (TicketStatus.Duplicate, "done", ["Duplicate"]),
    ];

    private static readonly (Severity Worth, string[] Names)[] Priorities =
    [
        (Domain.Kernel.Severity.Sev1, ["Highest", "Blocker", "P1"]), (Domain.Kernel.Severity.Sev2, ["High", "Critical", "P2"]), (Domain.Kernel.Severity.Sev3, ["Medium", "Major", "P3"]), (Domain.Kernel.Severity.Sev4, ["Low", "Lowest", "Minor", "Trivial", "P4", "P5"]),
    ];

    public static string Name(TicketStatus status) => Statuses.Single(row => row.Status == status).Names[0];

    public static string Category(TicketStatus status) => Statuses.Single(row => row.Status == status).Category;

    /// <summary>By the name, where we know it, else by its category; null for neither.</summary>
    public static TicketStatus? Status(string? name, string? category)
    {
        foreach (var row in Statuses)
        {
            if (row.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
                return row.Status;
        }

        return category switch { "new" => TicketStatus.Open, "indeterminate" => TicketStatus.Acknowledged, "done" => TicketStatus.Resolved, _ => null };
    }

    public static string Priority(Severity severity) => Priorities.Single(row => row.Worth == severity).Names[0];

    /// <summary>Null for a name that we do not know.</summary>
    public static Severity? Severity(string? priority)
    {
        foreach (var row in Priorities)
        {
            if (row.Names.Contains(priority, StringComparer.OrdinalIgnoreCase))
                return row.Worth;
        }

        return null;
    }

    public static IEnumerable<string> AllPriorities => Priorities.SelectMany(row => row.Names);

    /// <summary>The ticket of an issue; null where the text is no key such as <c>OPS-12</c>.</summary>
    public static TicketId? Ticket(string? key) =>
        key?.Split('-') is [{ Length: > 0 } project, { Length: > 0 } number] && char.IsAsciiLetterUpper(project[0])
            && project.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_') && number.All(char.IsAsciiDigit)
            && TicketId.TryParse(Prefix + key, null, out var id) ? id : null;

    /// <summary>The key of the issue that a ticket comes from; null where it does not.</summary>
    public static string? Key(TicketId id) => id.ToString() is var text && text.StartsWith(Prefix, StringComparison.Ordinal) && Ticket(text[Prefix.Length..]) is not null ? text[Prefix.Length..] : null;
}

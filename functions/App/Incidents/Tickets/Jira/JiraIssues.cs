using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Jira;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Tickets.Jira;

/// <summary>Tickets as Jira's issues.</summary>
internal static class JiraIssues
{
    /// <summary>The query's project, in which the issues are to be; empty where it names none.</summary>
    public static Result<string> Project(HttpRequest request) => request.Text("project") switch
    {
        null => string.Empty,
        var project when JiraWords.Ticket($"{project}-1") is not null => project,
        var project => new Invalid($"project={project} is not the key of a project in Jira: capital letters, digits and underscores, such as OPS."),
    };

    public static async Task<JsonObject> IssueAsync(this TicketStore tickets, TicketId id, string project, CancellationToken cancel) =>
        Issue(id, (await tickets.EventsAsync(id, 0, null, cancel)).Items, project);

    /// <summary>Of many tickets, in their order.</summary>
    public static async Task<IReadOnlyList<JsonObject>> IssuesAsync(this TicketStore tickets, IReadOnlyCollection<TicketId> ids, string project, CancellationToken cancel)
    {
        var events = await tickets.Histories.ReadAsync(ids, cancel);
        return [.. ids.Select(id => Issue(id, events[id], project))];
    }

    private static JsonObject Issue(TicketId id, IReadOnlyList<TicketEvent> events, string project) => JiraExport.Of(Ticket.Fold(id, events)!, events, project.Length == 0 ? null : project);
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Tickets.Jira;

/// <summary>The tickets that are asked for, as issues of Jira's REST API v3.</summary>
public sealed class ListJiraIssuesFunction(TicketStore tickets, OnCallStore onCall, TimeProvider time)
{
    /// <summary>Each has all of its events.</summary>
    private const int MostIssues = 100;

    [Function("ListJiraIssues")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "jira/issues")] HttpRequest request, CancellationToken cancel)
    {
        var query = TicketsQuery.Of(request, await onCall.TeamsAsync(cancel), time.GetUtcNow());
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        if (query.Value.Page.Limit > MostIssues)
            return new Invalid($"limit={query.Value.Page.Limit} is more than the {MostIssues} issues of a page.").ToHttp();
        var project = JiraIssues.Project(request);
        if (!project.IsDone)
            return project.Refusal.ToHttp();
        var page = await tickets.ListAsync(query.Value.Filter, query.Value.Page.After, query.Value.Page.Limit, cancel);
        var issues = await tickets.IssuesAsync([.. page.Items.Select(ticket => ticket.Id)], project.Value, cancel);
        return TaskPages.Of("issues", new Page<JsonObject>(issues, page.Next));
    }
}

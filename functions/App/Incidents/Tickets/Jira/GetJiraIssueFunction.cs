using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Tickets.Jira;

/// <summary>A ticket as an issue of Jira's REST API v3.</summary>
public sealed class GetJiraIssueFunction(TicketStore tickets)
{
    [Function("GetJiraIssue")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "jira/issues/{id}")] HttpRequest request, string id, CancellationToken cancel)
    {
        var project = JiraIssues.Project(request);
        if (!project.IsDone)
            return project.Refusal.ToHttp();
        return TicketId.TryParse(id, null, out var named) && await tickets.FindAsync(named, cancel) is not null
            ? Answers.Ok(await tickets.IssueAsync(named, project.Value, cancel))
            : Names.NoTicket(id).ToHttp();
    }
}

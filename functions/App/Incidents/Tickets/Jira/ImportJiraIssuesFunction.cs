using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Incidents.Tickets.Jira;

/// <summary>Makes tickets of issues as Jira's search answers them, each once; what is wrong with one does not keep the others out.</summary>
public sealed class ImportJiraIssuesFunction(TaskStore tasks, JiraIntake intake)
{
    private const int MostIssues = 100;

    [Function("ImportJiraIssues")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "jira/issues")] HttpRequest request, CancellationToken cancel)
    {
        var body = await request.ReadJsonAsync<IssuesBody>(null, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        if (body.Value.Issues is not { Length: > 0 and <= MostIssues } issues)
            return Refuse("/issues", $"Give a list of 1 to {MostIssues} issues, as /rest/api/3/search/jql answers them.");
        var task = await tasks.NamedAsync(body.Value.Task ?? string.Empty, cancel);
        if (!task.IsDone)
            return Refuse("/task", $"There is no task '{body.Value.Task}'. GET /api/tasks lists them.");
        var results = new List<ImportedIssue>();
        foreach (var (index, issue) in issues.Index())
            results.Add(await intake.KeepAsync(issue, index, task.Value.Name, cancel));
        return Answers.Ok(new { issues = results });
    }

    private static IResult Refuse(string pointer, string detail) => new FieldError[] { new(pointer, detail) }.Refuse().ToHttp();

    /// <summary>As Jira answers it, of which the rest does not matter.</summary>
    /// <param name="Task">Whose tickets they become.</param>
    /// <param name="Issues">The issues.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
    private sealed record IssuesBody(string? Task, JsonElement[]? Issues);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Tasks;

/// <summary>Lists the declared tasks.</summary>
public sealed class ListTasksFunction(TaskStore tasks)
{
    [Function("ListTasks")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks")] HttpRequest request, CancellationToken cancel)
    {
        var query = PageQuery.Of(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var page = await tasks.ListAsync(query.Value.After, query.Value.Limit, cancel);
        return Answers.Ok(new TaskList(page.Items, page.Next));
    }
}

internal sealed record TaskList(IReadOnlyList<TaskDefinition> Tasks, string? Next);

using Microsoft.AspNetCore.Http;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Tasks;

/// <summary>A page of what a task has, as <c>{ "datasets": [ … ], "next": … }</c>; <c>next</c> is absent on the last one.</summary>
internal static class TaskPages
{
    /// <param name="tasks">To find the task.</param>
    /// <param name="task">The task that the route names.</param>
    /// <param name="query">How the page is asked for: by number, or by name.</param>
    /// <param name="items">What the list is called.</param>
    /// <param name="read">Reads the page.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<IResult> PageAsync<T>(
        this TaskStore tasks, string task, Result<PageQuery> query, string items, Func<TaskName, PageQuery, Task<Page<T>>> read, CancellationToken cancel)
    {
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var definition = await tasks.NamedAsync(task, cancel);
        return definition.IsDone ? Of(items, await read(definition.Value.Name, query.Value)) : definition.Refusal.ToHttp();
    }

    public static IResult Of<T>(string items, Page<T> page)
    {
        var answer = new Dictionary<string, object> { [items] = page.Items };
        if (page.Next is { } next)
            answer["next"] = next;
        return Answers.Ok(answer);
    }
}

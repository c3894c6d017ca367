using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Tasks;

/// <summary>Shows a task's definition: its columns, label and output.</summary>
public sealed class GetTaskFunction(TaskStore tasks)
{
    [Function("GetTask")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}")] HttpRequest request, string task, CancellationToken cancel) =>
        (await tasks.NamedAsync(task, cancel)).ToHttp();
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Tasks;

/// <summary>Shows a task's definition, the present one or by <c>?version=</c> a former one, with the JSON Schema of its input.</summary>
public sealed class GetTaskFunction(TaskStore tasks)
{
    [Function("GetTask")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        if (request.Query["version"].ToString() is not { Length: > 0 } version)
            return Answers.Ok(TaskAnswer.Of(definition.Value));
        return Names.TryVersion(version, out var number) && await tasks.FindAsync(definition.Value.Name, number, cancel) is { } former
            ? Answers.Ok(TaskAnswer.Of(former))
            : new Missing($"Task {task} has no definition {version}; its present one is {definition.Value.Version}.").ToHttp();
    }
}

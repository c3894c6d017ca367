using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Trainings;
using MlFunctions.Storage.Tasks;
using MlFunctions.Storage.Trainings;

namespace MlFunctions.App.Trainings;

/// <summary>Lists a task's trainings, the oldest first.</summary>
public sealed class ListTrainingsFunction(TaskStore tasks, TrainingStore trainings)
{
    [Function("ListTrainings")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/trainings")] HttpRequest request, string task, CancellationToken cancel)
    {
        var query = PageQuery.Of(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var page = await trainings.ListAsync(definition.Value.Name, query.Value.After, query.Value.Limit, cancel);
        return Answers.Ok(new TrainingList(page.Items, page.Next));
    }
}

internal sealed record TrainingList(IReadOnlyList<Training> Trainings, string? Next);

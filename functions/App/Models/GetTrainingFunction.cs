using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Models;

/// <summary>Shows a training: its state, how far it is, and its candidates, the best first.</summary>
public sealed class GetTrainingFunction(TaskStore tasks, TrainingStore trainings)
{
    [Function("GetTraining")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/trainings/{id}")] HttpRequest request, string task, string id, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        return Names.IsKey(id) && await trainings.FindAsync(definition.Value.Name, id, cancel) is { } training ? Answers.Ok(training.Value) : Names.NoTraining(task, id).ToHttp();
    }
}

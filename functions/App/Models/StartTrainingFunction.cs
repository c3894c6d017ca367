using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Models;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Models;

/// <summary>Queues a training; <c>RunTrainings</c> takes it from there.</summary>
public sealed class StartTrainingFunction(TaskStore tasks, TrainingOrders orders, TrainingStore trainings, Random random, TimeProvider time)
{
    private static readonly TrainingRequest Defaults = new(null, null, null, null);

    [Function("StartTraining")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/trainings")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var body = await request.ReadJsonAsync(Defaults, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        var order = await orders.CheckAsync(definition.Value, body.Value, cancel);
        if (!order.IsDone)
            return order.Refusal.ToHttp();

        var now = time.GetUtcNow();
        var training = new Training($"{now:yyyyMMdd-HHmmssfff}-{random.GetHexString(6, lowercase: true)}", TrainingState.Queued, order.Value, now, Step: "waiting for its turn");
        await trainings.AddAsync(definition.Value.Name, training, cancel);
        return Answers.Accepted(request, training.Id, training);
    }
}

/// <summary>What to train with; what is absent is chosen.</summary>
/// <param name="Trainer">A trainer's name; every one of the task's kind when absent.</param>
/// <param name="Training">A dataset's version; the newest of that role when absent.</param>
/// <param name="Validation">Likewise; where there is none, the last days of the training rows are held out.</param>
/// <param name="Seed">Of everything random; 1 when absent.</param>
public sealed record TrainingRequest(string? Trainer, int? Training, int? Validation, int? Seed);

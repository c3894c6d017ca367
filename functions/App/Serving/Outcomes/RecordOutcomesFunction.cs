using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Serving.Outcomes;

/// <summary>Takes what really happened, for predictions of any age and any number of them; saying it again changes nothing.</summary>
public sealed class RecordOutcomesFunction(TaskStore tasks, OutcomeIntake intake, TimeProvider time)
{
    private static readonly Unavailable Broken = new("The storage account cannot be reached, and some of the outcomes may be kept already. Send the whole call again: those are duplicates then.");

    [Function("RecordOutcomes")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/outcomes")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var body = OutcomesBody.Of(request);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        if (await body.Value.CheckAsync(definition.Value.Kind, cancel) is { } refusal)
            return refusal.ToHttp();
        return (await KeepAsync(definition.Value, body.Value, cancel)).ToHttp();
    }

    private async Task<Result<OutcomesAnswer>> KeepAsync(TaskDefinition task, OutcomesBody body, CancellationToken cancel)
    {
        var answer = OutcomesAnswer.Nothing;
        try
        {
            await foreach (var chunk in body.ChunksAsync(task, time.GetUtcNow(), cancel))
                answer = await intake.AddAsync(task, answer, chunk, cancel);
            return answer;
        }
        catch (Exception outage) when (StorageAccount.IsOutage(outage))
        {
            return Broken;
        }
        finally
        {
            OutcomeTelemetry.Count(task.Name, answer);
        }
    }
}

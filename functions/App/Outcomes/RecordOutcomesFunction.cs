using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Predictions;
using MlFunctions.Storage.Outcomes;
using MlFunctions.Storage.Predictions;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Outcomes;

/// <summary>Takes what really happened, for predictions of any age; saying it again changes nothing.</summary>
public sealed class RecordOutcomesFunction(TaskStore tasks, PredictionLogReader log, OutcomeStore outcomes, TimeProvider time)
{
    [Function("RecordOutcomes")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/outcomes")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var body = await request.ReadJsonAsync<OutcomesRequest>(null, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        var checkedOutcomes = body.Value.Check(definition.Value, time.GetUtcNow());
        if (!checkedOutcomes.IsDone)
            return checkedOutcomes.Refusal.ToHttp();

        var (told, unknown) = checkedOutcomes.Value;
        var logged = await log.FindAsync(told.Select(o => o.Prediction), cancel);
        var answered = told.ToLookup(o => logged.TryGetValue(o.Prediction, out var row) && LogRow.Read(row.Span) is { Failure: null });
        var receipt = await outcomes.AddAsync([.. answered[true]], cancel);
        return Answers.Ok(new OutcomesAnswer(receipt.Accepted, receipt.Duplicates, [.. unknown, .. answered[false].Select(o => o.Prediction.ToString()).Distinct()]));
    }
}

internal sealed record OutcomesAnswer(int Accepted, int Duplicates, IReadOnlyList<string> Unknown);

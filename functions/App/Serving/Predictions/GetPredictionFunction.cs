using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>Shows one prediction's record: what came, what was answered, by which model made of what, and what really happened.</summary>
public sealed class GetPredictionFunction(PredictionLogReader log, ModelStore models, OutcomeStore outcomes)
{
    [Function("GetPrediction")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "predictions/{id}")] HttpRequest request, string id, CancellationToken cancel)
    {
        if (!PredictionId.TryParse(id, null, out var prediction))
            return Names.NoPrediction(id).ToHttp();
        var (found, told) = (log.FindRowAsync(prediction, cancel), outcomes.FindAsync(prediction, cancel));
        await Task.WhenAll(found, told);
        if (await found is not { } row)
            return Names.NoPrediction(id).ToHttp();
        var card = row.Model is { } model ? await models.FindCardAsync(prediction.Segment.Task, model, cancel) : null;
        return Answers.Ok(PredictionAnswer.Of(prediction, row, card, await told));
    }
}

internal sealed record PredictionAnswer(
    PredictionId Id, TaskName Task, DateTimeOffset At, int? Model, string? Unit, JsonElement? Input, JsonElement? Output, double? Milliseconds, LoggedFailure? Failure, OutcomeAnswer? Outcome, string? Trainer, Provenance? Provenance)
{
    public static PredictionAnswer Of(PredictionId id, LogRow row, ModelCard? card, Outcome? outcome) => new(
        id, id.Segment.Task, row.At, row.Model, row.Unit, row.Input, row.Output, row.Milliseconds, row.Failure, OutcomeAnswer.Of(outcome), card?.Trainer, card?.Provenance);
}

internal sealed record OutcomeAnswer(Actual Actual, DateTimeOffset ObservedAt, DateTimeOffset RecordedAt, Actual? Corrects)
{
    public static OutcomeAnswer? Of(Outcome? outcome) => outcome is null ? null : new(outcome.Actual, outcome.ObservedAt, outcome.RecordedAt, outcome.Corrects);
}

using Microsoft.AspNetCore.Http;
using MlFunctions.App.Http;
using MlFunctions.Domain;
using MlFunctions.Domain.Predictions;
using MlFunctions.Storage.Predictions;

namespace MlFunctions.App.Predictions;

/// <summary>Scores inputs and logs what becomes of them.</summary>
public sealed class Predictor(PredictionLog log, TimeProvider time)
{
    /// <summary>Scores every input and answers once all rows are in the log.</summary>
    public async Task<IResult> AnswerAsync(LiveTask serving, LoadedModel model, DateTimeOffset at, PredictionRequest request)
    {
        var outputs = new ReadOnlyMemory<byte>[request.Inputs.Count];
        var rows = new ReadOnlyMemory<byte>[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            var started = time.GetTimestamp();
            outputs[i] = Scoring.Answer(serving.Definition, model.Model, request.Inputs[i]);
            rows[i] = LogRow.Answer(at, model.Version, request.Unit ?? serving.UnitOf(request.Inputs[i]), request.Inputs[i].Json.Span, outputs[i].Span, time.GetElapsedTime(started).TotalMilliseconds);
        }

        var ids = await log.AppendAsync(serving.Definition.Name, rows);
        return ids.IsDone ? new PredictionResult(ids.Value, model.Version, outputs, request.IsBatch) : ids.Refusal.ToHttp();
    }

    /// <summary>Logs a refusal and gives it, with the id of its row.</summary>
    public async Task<IResult> RefuseAsync(LiveTask serving, DateTimeOffset at, Refusal refusal, ReadOnlyMemory<byte> body)
    {
        var row = LogRow.Refusal(at, Problems.Status(refusal), refusal.Detail, body.Span);
        var ids = await log.AppendAsync(serving.Definition.Name, [row]);
        return refusal.ToHttp(ids.Value?[0].ToString());
    }
}

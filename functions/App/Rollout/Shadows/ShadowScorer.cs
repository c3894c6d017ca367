using System.Buffers;
using System.Text.Json;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.App.Serving.Predictions;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Shadows;
using MlFunctions.Domain.Serving;

namespace MlFunctions.App.Rollout.Shadows;

/// <summary>Has shadows answer what production has answered, and writes a row of each.</summary>
internal sealed class ShadowScorer : IDisposable
{
    private readonly TimeProvider time;
    private readonly Scoring scoring = new();
    private readonly PredictionInput[] one = new PredictionInput[1];
    private readonly ArrayBufferWriter<byte> line = new(1024);
    private readonly Utf8JsonWriter json;

    public ShadowScorer(TimeProvider time) => (this.time, json) = (time, new Utf8JsonWriter(line, LogRow.Writing));

    /// <summary>Scores a call by every shadow of its task.</summary>
    /// <param name="backlog">Whose counts go on.</param>
    /// <param name="call">What was answered.</param>
    /// <param name="rows">Takes the rows.</param>
    public void Score(ShadowBacklog backlog, ShadowedCall call, ShadowRows rows)
    {
        foreach (var input in call.Inputs)
        {
            var prediction = call.Id(input);
            foreach (var shadow in call.Serving.Shadows)
            {
                if (Failure(shadow, call, input, prediction) is { } failure)
                {
                    Begin(shadow, call, input, prediction);
                    ShadowRow.Fail(json, failure);
                    backlog.Count(shadow.Version).AddFailed();
                }
                else
                {
                    backlog.Count(shadow.Version).AddScored();
                }

                json.Flush();
                line.Write("\n"u8);
                rows.Add(line.WrittenSpan);
            }
        }

        scoring.Forget();
    }

    public void Dispose() => json.Dispose();

    /// <summary>Writes the shadow's row; why it could not.</summary>
    private string? Failure(LiveShadow shadow, ShadowedCall call, ShadowedInput input, string? prediction)
    {
        if (!shadow.Model.IsDone)
            return shadow.Model.Refusal.Detail;
        try
        {
            var started = time.GetTimestamp();
            one[0] = shadow.SharesRows ? input.Input : Read(shadow.Model.Value, input.Input);
            scoring.Score(shadow.Model.Value.Model, one);
            Begin(shadow, call, input, prediction);
            json.WritePropertyName("output"u8);
            scoring.Write(json, call.Serving.Definition, 0);
            ShadowRow.End(json, time.GetElapsedTime(started).TotalMilliseconds);
            return null;
        }
        catch (Exception failure)
        {
            // It is the shadow's, and of no other.
            return failure.Message;
        }
    }

    private void Begin(LiveShadow shadow, ShadowedCall call, ShadowedInput input, string? prediction)
    {
        line.ResetWrittenCount();
        json.Reset();
        ShadowRow.Begin(json, call.At, shadow.Version, prediction, call.Production, input.Output);
    }

    /// <exception cref="InvalidDataException">The shadow's columns do not take the input.</exception>
    private static PredictionInput Read(LoadedModel model, PredictionInput input)
    {
        var reader = new Utf8JsonReader(input.Json.Span);
        reader.Read();
        var errors = new List<FieldError>();
        var own = model.Inputs.Read(ref reader, input.Json, string.Empty, errors);
        return errors.Count == 0 ? own : throw new InvalidDataException($"{errors[0].Pointer}: {errors[0].Detail}");
    }
}

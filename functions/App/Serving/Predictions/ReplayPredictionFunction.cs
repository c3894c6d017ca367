using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Serving;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>Runs a logged prediction again, with the model that answered it, and says whether the answer is the same to the bit.</summary>
public sealed class ReplayPredictionFunction(PredictionLogReader log, ModelStore models, TaskStore tasks)
{
    [Function("ReplayPrediction")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "predictions/{id}/replays")] HttpRequest request, string id, CancellationToken cancel)
    {
        if (!PredictionId.TryParse(id, null, out var prediction) || await log.FindRowAsync(prediction, cancel) is not { } row)
            return Names.NoPrediction(id).ToHttp();
        if (row is not { Model: { } version, Input: { } input, Output: { } answered })
            return new Conflict("This call was refused, so there is no answer to run again.").ToHttp();
        if (await tasks.FindAsync(prediction.Segment.Task, cancel) is not { } task)
            return Names.NoTask(prediction.Segment.Task.ToString()).ToHttp();
        var artifact = await models.ReadArtifactAsync(task.Name, version, cancel);
        var model = artifact.IsDone ? LiveTasks.Open(version, artifact.Value) : artifact.Refusal;
        return model.IsDone ? Replay(task, model.Value, input, answered) : model.Refusal.ToHttp();
    }

    private static IResult Replay(TaskDefinition task, LoadedModel model, JsonElement input, JsonElement answered)
    {
        var json = Encoding.UTF8.GetBytes(input.GetRawText());
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var errors = new List<FieldError>();
        var read = model.Inputs.Read(ref reader, json, "/input", errors);
        if (errors.Count > 0)
            return new Conflict("The logged input does not fit the model that answered it.", errors).ToHttp();
        var output = new ArrayBufferWriter<byte>();
        var scoring = new Scoring();
        scoring.Score(model.Model, [read]);
        using (var writer = new Utf8JsonWriter(output, LogRow.Writing))
            scoring.Write(writer, task, 0);
        var same = Encoding.UTF8.GetString(output.WrittenSpan) == answered.GetRawText();
        return Answers.Ok(new ReplayAnswer(model.Version, same, answered, JsonElement.Parse(output.WrittenSpan)));
    }
}

internal sealed record ReplayAnswer(int Model, bool Identical, JsonElement Answered, JsonElement Output);

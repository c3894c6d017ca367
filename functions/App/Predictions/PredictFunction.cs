using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.Domain;

namespace MlFunctions.App.Predictions;

/// <summary>Predicts one input or many. Every answer, and every refusal, is in the log before it is given.</summary>
public sealed class PredictFunction(LiveTasks live, Predictor predictor, TimeProvider time)
{
    [Function("Predict")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/predictions")] HttpRequest request, string task, CancellationToken cancel)
    {
        var at = time.GetUtcNow();
        if (await live.FindAsync(task, cancel) is not { } serving)
            return Names.NoTask(task).ToHttp();

        var body = await request.ReadBytesAsync(cancel);
        if (!body.IsDone)
            return await predictor.RefuseAsync(serving, at, body.Refusal, default);
        var read = serving.Requests.Read(body.Value);
        Refusal? refusal = read.IsDone ? serving.Production.Refusal : read.Refusal;
        return refusal is null
            ? await predictor.AnswerAsync(serving, serving.Production.Value!, at, read.Value!)
            : await predictor.RefuseAsync(serving, at, refusal, body.Value);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.Domain;

namespace MlFunctions.App.Predictions;

/// <summary>Predicts one input or many. Every answer, and every refusal of what was sent, is in the log before it is given, unless the task's log is best-effort.</summary>
public sealed class PredictFunction(LiveTasks live, Predictor predictor, ServingCounters counters, TimeProvider time)
{
    private const int ClientClosedRequest = 499;

    [Function("Predict")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/predictions")] HttpRequest request, string task, CancellationToken cancel)
    {
        var at = time.GetUtcNow();
        var misread = Deadline.Read(request, at, out var deadline);
        if (await live.FindAsync(task, cancel) is not { } serving)
            return Names.NoTask(task).ToHttp();
        if (predictor.Closed(serving) is { } closed)
            return Refuse(serving, closed);

        Result<PooledBody> read;
        try
        {
            read = await request.ReadPooledAsync(cancel);
        }
        catch (Exception gone) when (cancel.IsCancellationRequested && gone is (OperationCanceledException or IOException))
        {
            return Drop(serving);
        }

        if (!read.IsDone)
            return await predictor.RefuseAsync(serving, at, read.Refusal, default);
        using var body = read.Value;
        if (cancel.IsCancellationRequested)
            return Drop(serving);
        if (deadline?.End <= time.GetUtcNow())
            return Drop(serving, deadline);
        var call = serving.Requests.Read(body.Bytes);
        Refusal? refusal = misread ?? (call.IsDone ? serving.Production.Refusal : call.Refusal);
        return refusal is null
            ? await predictor.AnswerAsync(serving, serving.Production.Value!, at, call.Value!)
            : await predictor.RefuseAsync(serving, at, refusal, body.Bytes);
    }

    private IResult Refuse(LiveTask serving, Refusal refusal)
    {
        counters.Of(serving.Definition.Name).AddRefused();
        return refusal.ToHttp();
    }

    private IResult Drop(LiveTask serving, Deadline deadline)
    {
        counters.Of(serving.Definition.Name).AddLate();
        return deadline.Passed.ToHttp();
    }

    private IResult Drop(LiveTask serving)
    {
        counters.Of(serving.Definition.Name).AddGone();
        return Results.StatusCode(ClientClosedRequest);
    }
}

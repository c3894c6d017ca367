using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>Predicts one input or many. Every answer, and every refusal of what was sent, is in the log before it is given, unless the task's log is best-effort.</summary>
public sealed class PredictFunction(LiveTasks live, Predictor predictor, ServingCounters counters, LiveSums sums, TimeProvider time)
{
    private const int ClientClosedRequest = 499;

    [Function("Predict")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/predictions")] HttpRequest request, string task, CancellationToken cancel) => PredictionTelemetry.IsWatched
        ? WatchedAsync(request, task, cancel)
        : AnswerAsync(request, task, cancel);

    private Task<IResult> WatchedAsync(HttpRequest request, string task, CancellationToken cancel) =>
        PredictionTelemetry.WatchAsync(task, time, () => AnswerAsync(request, task, cancel));

    private async Task<IResult> AnswerAsync(HttpRequest request, string task, CancellationToken cancel)
    {
        var (at, began) = (time.GetUtcNow(), time.GetTimestamp());
        var misread = Deadline.Read(request, at, out var deadline);
        if (await live.FindAsync(task, cancel) is not { } serving)
            return Names.NoTask(task).ToHttp();
        if (predictor.Closed(serving) is { } closed)
            return predictor.Refuse(serving, at, closed);

        Result<PooledBody> read;
        try
        {
            read = await request.ReadPooledAsync(cancel);
        }
        catch (Exception gone) when (cancel.IsCancellationRequested && gone is (OperationCanceledException or IOException))
        {
            return Drop(serving, at);
        }

        if (!read.IsDone)
            return await predictor.RefuseAsync(serving, at, read.Refusal, default);
        using var body = read.Value;
        if (cancel.IsCancellationRequested)
            return Drop(serving, at);
        if (deadline?.End <= time.GetUtcNow())
            return Drop(serving, at, deadline);
        var call = serving.Requests.Read(body.Bytes);
        Refusal? refusal = misread ?? (call.IsDone ? serving.Production.Refusal : call.Refusal);
        return refusal is null
            ? await predictor.AnswerAsync(new(serving, serving.Production.Value!, call.Value!, at, began))
            : await predictor.RefuseAsync(serving, at, refusal, body.Bytes);
    }

    private IResult Drop(LiveTask serving, DateTimeOffset at, Deadline deadline)
    {
        counters.Of(serving.Definition.Name).AddLate();
        sums.Of(serving.Definition.Name).Refused(serving.Definition.Cadence, at, Problems.Status(deadline.Passed));
        return deadline.Passed.ToHttp();
    }

    private IResult Drop(LiveTask serving, DateTimeOffset at)
    {
        counters.Of(serving.Definition.Name).AddGone();
        sums.Of(serving.Definition.Name).Refused(serving.Definition.Cadence, at, ClientClosedRequest);
        return Results.StatusCode(ClientClosedRequest);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using MlFunctions.App.Http;
using MlFunctions.App.Metrics;
using MlFunctions.Domain;
using MlFunctions.Domain.Predictions;
using MlFunctions.Storage.Predictions;

namespace MlFunctions.App.Predictions;

/// <summary>Scores inputs, logs what becomes of them, and counts it.</summary>
public sealed class Predictor(PredictionLog log, ServingCounters counters, LiveSums sums, TimeProvider time)
{
    private readonly ObjectPool<PredictionReply> answers = PredictionReply.NewPool();

    /// <summary>Why no call of the task can be answered now, before anything is done for one; null when they can.</summary>
    public Refusal? Closed(LiveTask serving) => log.Closed(serving.Definition.Name, serving.Definition.Log);

    /// <summary>Scores every input and answers, where the task's log is required once all rows are in it.</summary>
    /// <param name="serving">The task.</param>
    /// <param name="model">Who answers.</param>
    /// <param name="at">When the call came.</param>
    /// <param name="began">The same in ticks of the time provider.</param>
    /// <param name="request">The call.</param>
    public async Task<IResult> AnswerAsync(LiveTask serving, LoadedModel model, DateTimeOffset at, long began, PredictionRequest request)
    {
        var (task, mode) = (serving.Definition.Name, serving.Definition.Log);
        var answer = answers.Get();
        answer.Write(answers, serving, model, request, at, time);
        if ((log.Append(task, mode, answer.Lines, answer.Rows, out var receipt) ?? await receipt.WrittenAsync()) is { } refusal)
        {
            return Refuse(serving, at, refusal);
        }

        answer.Identify(receipt);
        counters.Of(task).AddAnswered(answer.Rows);
        sums.Of(task).Answered(serving.Definition.Cadence, model, request.Inputs, answer.Scoring, at, time.GetElapsedTime(began));
        answer.Scoring.Forget();
        return answer;
    }

    /// <summary>Logs a refusal and gives it, with the id of its row.</summary>
    public async Task<IResult> RefuseAsync(LiveTask serving, DateTimeOffset at, Refusal refusal, ReadOnlyMemory<byte> body)
    {
        var (task, mode) = (serving.Definition.Name, serving.Definition.Log);
        Count(serving, at, refusal);
        var line = LogRow.Refusal(at, Problems.Status(refusal), refusal.Detail, body.Span);
        var unlogged = log.Append(task, mode, line, rows: 1, out var receipt) ?? await receipt.WrittenAsync();
        return refusal.ToHttp(unlogged is null ? receipt.Id(0, line.Length) : null);
    }

    /// <summary>Gives a refusal that cannot be logged.</summary>
    public IResult Refuse(LiveTask serving, DateTimeOffset at, Refusal refusal)
    {
        Count(serving, at, refusal);
        return refusal.ToHttp();
    }

    private void Count(LiveTask serving, DateTimeOffset at, Refusal refusal)
    {
        counters.Of(serving.Definition.Name).AddRefused();
        sums.Of(serving.Definition.Name).Refused(serving.Definition.Cadence, at, Problems.Status(refusal));
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using MlFunctions.App.Http;
using MlFunctions.Domain;
using MlFunctions.Domain.Predictions;
using MlFunctions.Storage.Predictions;

namespace MlFunctions.App.Predictions;

/// <summary>Scores inputs and logs what becomes of them.</summary>
public sealed class Predictor(PredictionLog log, ServingCounters counters, TimeProvider time)
{
    private readonly ObjectPool<PredictionReply> answers = PredictionReply.NewPool();

    /// <summary>Why no call of the task can be answered now, before anything is done for one; null when they can.</summary>
    public Refusal? Closed(LiveTask serving) => log.Closed(serving.Definition.Name, serving.Definition.Log);

    /// <summary>Scores every input and answers, where the task's log is required once all rows are in it.</summary>
    public async Task<IResult> AnswerAsync(LiveTask serving, LoadedModel model, DateTimeOffset at, PredictionRequest request)
    {
        var (task, mode) = (serving.Definition.Name, serving.Definition.Log);
        var answer = answers.Get();
        answer.Write(answers, serving, model, request, at, time);
        if ((log.Append(task, mode, answer.Lines, answer.Rows, out var receipt) ?? await receipt.WrittenAsync()) is { } refusal)
        {
            counters.Of(task).AddRefused();
            return refusal.ToHttp();
        }

        answer.Identify(receipt);
        counters.Of(task).AddAnswered(answer.Rows);
        return answer;
    }

    /// <summary>Logs a refusal and gives it, with the id of its row.</summary>
    public async Task<IResult> RefuseAsync(LiveTask serving, DateTimeOffset at, Refusal refusal, ReadOnlyMemory<byte> body)
    {
        var (task, mode) = (serving.Definition.Name, serving.Definition.Log);
        counters.Of(task).AddRefused();
        var line = LogRow.Refusal(at, Problems.Status(refusal), refusal.Detail, body.Span);
        var unlogged = log.Append(task, mode, line, rows: 1, out var receipt) ?? await receipt.WrittenAsync();
        return refusal.ToHttp(unlogged is null ? receipt.Id(0, line.Length) : null);
    }
}

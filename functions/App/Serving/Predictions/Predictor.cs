using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;
using MlFunctions.App.Kernel;
using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>Scores inputs, logs what becomes of them, and counts it.</summary>
public sealed partial class Predictor(PredictionLog log, ServingCounters counters, LiveSums sums, ShadowBacklogs shadows, TimeProvider time, ILogger<Predictor> logger)
{
    private readonly ObjectPool<PredictionReply> answers = PredictionReply.NewPool();

    /// <summary>Why no call of the task can be answered now, before anything is done for one; null when they can.</summary>
    public Refusal? Closed(LiveTask serving) => log.Closed(serving.Definition.Name, serving.Definition.Log);

    /// <summary>Scores every input and answers, where the task's log is required once all rows are in it.</summary>
    /// <param name="serving">The task.</param>
    /// <param name="production">Who answers, but for the units of a pilot.</param>
    /// <param name="at">When the call came.</param>
    /// <param name="began">The same in ticks of the time provider.</param>
    /// <param name="request">The call.</param>
    public async Task<IResult> AnswerAsync(LiveTask serving, LoadedModel production, DateTimeOffset at, long began, PredictionRequest request)
    {
        var (task, mode) = (serving.Definition.Name, serving.Definition.Log);
        var answer = answers.Get();
        var piloted = serving.Pilot is { } pilot ? WritePiloted(answer, serving, pilot, production, request, at) : null;
        if (piloted is null)
            answer.Write(answers, serving, production, request, null, at, time);
        if ((log.Append(task, mode, answer.Lines, answer.Rows, out var receipt) ?? await receipt.WrittenAsync()) is { } refusal)
        {
            return Refuse(serving, at, refusal);
        }

        answer.Identify(receipt);
        Count(serving, production, request, piloted, answer, at, time.GetElapsedTime(began));
        if (serving.Shadows.Count > 0)
            shadows.Of(task).Take(serving, production, request, piloted, answer, at, receipt, time.GetElapsedTime(began));
        answer.Forget();
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

    /// <summary>Answers a call with units of the pilot; null where it has none, or the pilot's model fails: then production answers them too, and the failure is counted against the pilot.</summary>
    private PilotedInputs? WritePiloted(PredictionReply answer, LiveTask serving, LivePilot pilot, LoadedModel production, PredictionRequest request, DateTimeOffset at)
    {
        if (!pilot.Model.IsDone)
        {
            PilotFailed(serving, pilot, request, at, null);
            return null;
        }

        try
        {
            if (PilotedInputs.Of(serving, request) is not { } piloted)
                return null;
            answer.Write(answers, serving, production, request, piloted, at, time);
            return piloted;
        }
        catch (Exception failure)
        {
            PilotFailed(serving, pilot, request, at, failure);
            return null;
        }
    }

    private void PilotFailed(LiveTask serving, LivePilot pilot, PredictionRequest request, DateTimeOffset at, Exception? failure)
    {
        var task = serving.Definition;
        var inputs = request.Inputs.Count(input => pilot.Units.Has(request.Unit ?? serving.UnitOf(input)));
        if (inputs == 0)
            return;
        counters.Of(task.Name).AddPilotFailed();
        sums.Of(task.Name).PilotFailed(task.Cadence, pilot.Version, inputs, at);
        LogPilotFailed(failure, task.Name, pilot.Version, pilot.Model.Refusal?.Detail ?? failure!.Message);
    }

    private void Count(LiveTask serving, LoadedModel production, PredictionRequest request, PilotedInputs? piloted, PredictionReply answer, DateTimeOffset at, TimeSpan took)
    {
        var (count, summed) = (counters.Of(serving.Definition.Name), sums.Of(serving.Definition.Name));
        count.AddAnswered(answer.Rows);
        if (piloted is not null)
        {
            count.AddPiloted(piloted.Inputs.Count);
            summed.Answered(serving.Definition.Cadence, piloted.Model, piloted.Inputs, answer.PilotScoring, at, took);
        }

        if ((piloted?.Others ?? request.Inputs) is { Count: > 0 } inputs)
            summed.Answered(serving.Definition.Cadence, production, inputs, answer.Scoring, at, took);
    }

    private void Count(LiveTask serving, DateTimeOffset at, Refusal refusal)
    {
        counters.Of(serving.Definition.Name).AddRefused();
        sums.Of(serving.Definition.Name).Refused(serving.Definition.Cadence, at, Problems.Status(refusal));
    }

    [LoggerMessage(EventId = 1, EventName = "PilotFailed", Level = LogLevel.Warning, Message = "The pilot {Task}/{Model} failed, and production answered its units: {Reason}")]
    private partial void LogPilotFailed(Exception? failure, TaskName task, int model, string reason);
}

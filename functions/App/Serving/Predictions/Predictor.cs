using System.Numerics;
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
public sealed partial class Predictor(
    PredictionLog log, ServingCounters counters, LiveSums sums, ShadowBacklogs shadows, TimeProvider time, ILogger<Predictor> logger)
{
    private readonly ObjectPool<PredictionReply> answers = PredictionReply.NewPool();

    /// <summary>Why no call of the task can be answered now, before anything is done for one; null when they can.</summary>
    public Refusal? Closed(LiveTask serving) => log.Closed(serving.Definition.Name, serving.Definition.Log);

    /// <summary>Scores every input and answers, where the task's log is required once all rows are in it.</summary>
    public async Task<IResult> AnswerAsync(PredictionCall call)
    {
        var (task, mode) = (call.Serving.Definition.Name, call.Serving.Definition.Log);
        var answer = answers.Get();
        var piloted = call.Serving.Pilot is { } pilot ? WritePiloted(answer, pilot, call) : null;
        if (piloted is null)
            answer.Write(answers, call, null, time);
        if ((log.Append(task, mode, answer.Lines, answer.Rows, out var receipt) ?? await receipt.WrittenAsync()) is { } refusal)
            return Refuse(call.Serving, call.At, refusal);

        answer.Identify(receipt);
        var took = time.GetElapsedTime(call.Began);
        Count(call, piloted, answer, took);
        if (call.Serving.Shadows.Count > 0)
            shadows.Of(task).Take(call, piloted, answer, receipt, took);
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
    private PilotedInputs? WritePiloted(PredictionReply answer, LivePilot pilot, PredictionCall call)
    {
        if (!pilot.Model.IsDone)
        {
            PilotFailed(pilot, call, null);
            return null;
        }

        try
        {
            if (PilotedInputs.Of(call) is not { } piloted)
                return null;
            answer.Write(answers, call, piloted, time);
            return piloted;
        }
        catch (Exception failure)
        {
            PilotFailed(pilot, call, failure);
            return null;
        }
    }

    private void PilotFailed(LivePilot pilot, PredictionCall call, Exception? failure)
    {
        var task = call.Serving.Definition;
        var inputs = call.Request.Inputs.Count(input => pilot.Units.Has(call.UnitOf(input)));
        if (inputs == 0)
            return;
        var failed = counters.Of(task.Name).AddPilotFailed();
        sums.Of(task.Name).PilotFailed(task.Cadence, pilot.Version, inputs, call.At);
        // A model that fails each call must not write a line for each.
        if (BitOperations.IsPow2(failed))
            LogPilotFailed(failure, task.Name, pilot.Version, failed, pilot.Model.Refusal?.Detail ?? failure!.Message);
    }

    private void Count(PredictionCall call, PilotedInputs? piloted, PredictionReply answer, TimeSpan took)
    {
        var task = call.Serving.Definition;
        var (count, summed) = (counters.Of(task.Name), sums.Of(task.Name));
        count.AddAnswered(answer.Rows);
        if (piloted is not null)
        {
            count.AddPiloted(piloted.Inputs.Count);
            summed.Answered(task.Cadence, piloted.Model, piloted.Inputs, answer.PilotScoring, call.At, took);
        }

        if ((piloted?.Others ?? call.Request.Inputs) is { Count: > 0 } inputs)
            summed.Answered(task.Cadence, call.Production, inputs, answer.Scoring, call.At, took);
    }

    private void Count(LiveTask serving, DateTimeOffset at, Refusal refusal)
    {
        counters.Of(serving.Definition.Name).AddRefused();
        sums.Of(serving.Definition.Name).Refused(serving.Definition.Cadence, at, Problems.Status(refusal));
    }

    [LoggerMessage(EventId = 1, EventName = "PilotFailed", Level = LogLevel.Warning,
        Message = "The pilot {Task}/{Model} has failed in {Calls} calls, and production answered its units: {Reason}")]
    private partial void LogPilotFailed(Exception? failure, TaskName task, int model, long calls, string reason);
}

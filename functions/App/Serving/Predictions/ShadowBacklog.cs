using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Rollout.Shadows;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>What the shadows of one task are still to score. Answers come first: where they become slow, or more waits than memory is for, shadows are spared and that is counted.</summary>
/// <param name="wake">Told that there is work.</param>
/// <param name="time">Says in which second a call was answered.</param>
public sealed class ShadowBacklog(Action wake, TimeProvider time)
{
    private const long MostBytes = 4 << 20;

    /// <summary>Of the latency that the task allows.</summary>
    private const double NearShare = 0.8;

    private readonly ConcurrentQueue<ShadowedCall> calls = new();
    private readonly ConcurrentDictionary<int, ShadowCount> counts = new();
    private readonly LatencyBudget latency = new();
    private readonly Lock turn = new();
    private long bytes;

    /// <summary>What each shadow has done so far.</summary>
    public IEnumerable<KeyValuePair<int, ShadowCount>> Counts => counts.ToArray().OrderBy(count => count.Key);

    internal ShadowCount Count(int shadow) => counts.TryGetValue(shadow, out var count) ? count : counts.GetOrAdd(shadow, _ => new ShadowCount());

    /// <summary>Copies what production answered of a call, to be scored once the answer is sent; unless this is no time for it.</summary>
    internal void Take(PredictionCall call, PilotedInputs? piloted, PredictionReply answer, LogReceipt receipt, TimeSpan took)
    {
        var serving = call.Serving;
        var isBusy = IsNear(took.TotalMilliseconds > NearShare * serving.Definition.Promotion.MaxP99Milliseconds) || Interlocked.Read(ref bytes) > MostBytes;
        var inputs = (piloted?.Others ?? call.Request.Inputs).Count;
        var spared = isBusy ? inputs : Math.Max(0, inputs - ShadowedCall.MostInputs);
        if (spared > 0)
            Spare(serving, spared);
        if (spared < inputs)
            answer.ShadowBy(new ShadowedCall(this, call, piloted, answer, receipt));
    }

    internal void Add(ShadowedCall call)
    {
        Interlocked.Add(ref bytes, call.Bytes);
        calls.Enqueue(call);
        wake();
    }

    internal bool TryTake([MaybeNullWhen(false)] out ShadowedCall call)
    {
        if (!calls.TryDequeue(out call))
            return false;
        Interlocked.Add(ref bytes, -call.Bytes);
        return true;
    }

    internal bool IsEmpty => calls.IsEmpty;

    private void Spare(LiveTask serving, int inputs)
    {
        foreach (var shadow in serving.Shadows)
            Count(shadow.Version).AddShed(inputs);
    }

    private bool IsNear(bool isSlow)
    {
        var second = time.GetTimestamp() / time.TimestampFrequency;
        lock (turn)
        {
            latency.Add(second, isSlow);
            return latency.IsExceeded(second);
        }
    }
}

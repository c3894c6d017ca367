using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Standalone.Tests.Samples;

public sealed class TickFunction(Recorder recorder)
{
    [Function("Tick")]
    public Task Run([TimerTrigger("%TickSchedule%")] TimerInfo timer)
    {
        recorder.Ticks.Enqueue(timer);
        recorder.Events.Enqueue("Tick");
        return Task.CompletedTask;
    }
}

public sealed class FailFunction(Recorder recorder)
{
    [Function("Fail")]
    public Task Run([TimerTrigger("%FailSchedule%")] TimerInfo timer)
    {
        recorder.Events.Enqueue("Fail");
        throw new InvalidOperationException($"past due: {timer.IsPastDue}");
    }
}

/// <summary>Waits at the gate, and notes when it begins, ends and is cancelled.</summary>
public sealed class LongFunction(Recorder recorder)
{
    [Function("Long")]
    public async Task Run([TimerTrigger("%LongSchedule%")] TimerInfo timer, CancellationToken cancellation)
    {
        recorder.Ticks.Enqueue(timer);
        recorder.Events.Enqueue("Long begins");
        try
        {
            await recorder.Gate.WaitAsync(cancellation);
            recorder.Events.Enqueue("Long ends");
        }
        catch (OperationCanceledException)
        {
            recorder.Events.Enqueue("Long cancelled");
            throw;
        }
    }
}

/// <summary>Waits at the gate whatever it is told, as a long computation does.</summary>
public sealed class StuckFunction(Recorder recorder)
{
    [Function("Stuck")]
    public Task Run([TimerTrigger("%StuckSchedule%")] TimerInfo timer)
    {
        recorder.Events.Enqueue("Stuck begins");
        return recorder.Gate;
    }
}

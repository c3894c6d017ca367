using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Standalone.Tests.Samples;

/// <summary>What the sample functions did, and the gate that some of them wait at.</summary>
public sealed class Recorder
{
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Events { get; } = new();

    public ConcurrentQueue<TimerInfo> Ticks { get; } = new();

    public Task Gate => gate.Task;

    public void OpenGate() => gate.TrySetResult();

    public int Count(string name) => Events.Count(entry => entry == name);
}

using System.Collections.Concurrent;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>What this process did with calls for predictions, by task.</summary>
public sealed class ServingCounters(TimeProvider time)
{
    private readonly ConcurrentDictionary<TaskName, ServingCount> counts = new();

    /// <summary>When counting began.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    public ServingCount Of(TaskName task) => counts.TryGetValue(task, out var count) ? count : counts.GetOrAdd(task, _ => new ServingCount());
}

/// <summary>Of one task, since the process began.</summary>
public sealed class ServingCount
{
    private long answered;
    private long refused;
    private long late;
    private long gone;
    private long piloted;
    private long pilotFailed;

    /// <summary>Inputs that were answered.</summary>
    public long Answered => Volatile.Read(ref answered);

    /// <summary>Calls that were refused.</summary>
    public long Refused => Volatile.Read(ref refused);

    /// <summary>Calls dropped before scoring, because their deadline was over.</summary>
    public long Late => Volatile.Read(ref late);

    /// <summary>Calls dropped before scoring, because their client was gone.</summary>
    public long Gone => Volatile.Read(ref gone);

    /// <summary>Inputs of these that a pilot's model answered.</summary>
    public long Piloted => Volatile.Read(ref piloted);

    /// <summary>Calls that production answered because the pilot's model could not.</summary>
    public long PilotFailed => Volatile.Read(ref pilotFailed);

    internal void AddAnswered(int inputs) => Interlocked.Add(ref answered, inputs);

    internal void AddRefused() => Interlocked.Increment(ref refused);

    internal void AddLate() => Interlocked.Increment(ref late);

    internal void AddGone() => Interlocked.Increment(ref gone);

    internal void AddPiloted(int inputs) => Interlocked.Add(ref piloted, inputs);

    /// <returns>How many there are now.</returns>
    internal long AddPilotFailed() => Interlocked.Increment(ref pilotFailed);
}

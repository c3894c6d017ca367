using System.Collections.Concurrent;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>The backlogs of all tasks, and the bell that wakes their one worker.</summary>
public sealed class ShadowBacklogs(TimeProvider time)
{
    private readonly ConcurrentDictionary<TaskName, ShadowBacklog> backlogs = new();
    private readonly object bell = new();
    private volatile bool isAsleep;
    private bool isRung;

    public ShadowBacklog Of(TaskName task) => backlogs.TryGetValue(task, out var backlog) ? backlog : backlogs.GetOrAdd(task, _ => new ShadowBacklog(Wake, time));

    internal IEnumerable<KeyValuePair<TaskName, ShadowBacklog>> All => backlogs;

    /// <summary>Waits until something is offered. Only where nothing was does an offer ring: under traffic waking a thread for each call would cost more than its scores.</summary>
    internal void Sleep()
    {
        isAsleep = true;
        Interlocked.MemoryBarrier();
        if (backlogs.Values.All(backlog => backlog.IsEmpty))
            Nap(Timeout.InfiniteTimeSpan);
        isAsleep = false;
    }

    /// <summary>Waits a moment, or until it is rung.</summary>
    internal void Nap(TimeSpan moment)
    {
        lock (bell)
        {
            if (!isRung)
                Monitor.Wait(bell, moment);
            isRung = false;
        }
    }

    /// <summary>Ends <see cref="Sleep"/> or <see cref="Nap"/>.</summary>
    internal void Ring()
    {
        lock (bell)
        {
            isRung = true;
            Monitor.Pulse(bell);
        }
    }

    private void Wake()
    {
        Interlocked.MemoryBarrier();
        if (isAsleep)
            Ring();
    }
}

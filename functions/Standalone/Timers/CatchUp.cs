using MlFunctions.Storage.Kernel;

namespace MlFunctions.Standalone.Timers;

/// <summary>What a host that takes over a timer makes of what was remembered of it.</summary>
/// <param name="Status">The status from here on.</param>
/// <param name="IsPastDue">Whether an occurrence was missed, to be made up for once, however many were.</param>
public sealed record CatchUp(TimerStatus Status, bool IsPastDue)
{
    /// <summary>Nothing is past due for a timer never seen, nor when the schedule has changed since: the old occurrence is not of the new schedule.</summary>
    public static CatchUp Decide(Schedule schedule, TimerStatus? remembered, DateTimeOffset now)
    {
        if (remembered is null || remembered.Next != schedule.Next(remembered.LastUpdated))
            return new(new(remembered?.Last, schedule.Next(now), now), IsPastDue: false);
        return new(remembered, remembered.Next <= now);
    }
}

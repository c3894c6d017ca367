using MlFunctions.Standalone.Catalog;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Standalone.Timers;

/// <summary>One timer's schedule and what is remembered of it: in storage, or for fast schedules only here.</summary>
internal sealed class TimerMemory(TimerFunction function, Schedule schedule, TimerStatusStore statuses, TimeProvider clock)
{
    private readonly bool kept = function.UseMonitor && !schedule.IsFasterThanAMinute(clock.GetUtcNow());

    /// <summary>Reads what was remembered, and writes down what is expected from here on.</summary>
    public async Task<CatchUp> OpenAsync(CancellationToken cancellation)
    {
        var remembered = kept ? await statuses.ReadAsync(function.Name, cancellation) : null;
        var catchUp = CatchUp.Decide(schedule, remembered, clock.GetUtcNow());
        if (catchUp.Status != remembered)
            await WriteAsync(catchUp.Status, cancellation);
        return catchUp;
    }

    /// <summary>Remembers that the timer fired. Occurrences that passed while it ran are left out.</summary>
    /// <param name="due">The occurrence that it fired for: the clock may since have been set back.</param>
    public async Task<TimerStatus> FiredAsync(DateTimeOffset due, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow() is var time && time < due ? due : time;
        var status = new TimerStatus(due, schedule.Next(now), now);
        await WriteAsync(status, cancellation);
        return status;
    }

    private Task WriteAsync(TimerStatus status, CancellationToken cancellation) =>
        kept ? statuses.WriteAsync(function.Name, status, cancellation) : Task.CompletedTask;
}

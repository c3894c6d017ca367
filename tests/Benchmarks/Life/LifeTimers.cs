using MlFunctions.Benchmarks.Incident;
using MlFunctions.Standalone.Timers;

namespace MlFunctions.Benchmarks.Life;

/// <summary>Fires the host's timers by the clock of the rows, one after the other. They fire less often than they are set to, because eighteen days pass in minutes.</summary>
internal sealed class LifeTimers(TimerService timers, MovableClock clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(20);

    private static readonly (string Function, int Ticks)[] Fired =
    [
        ("ComputeTaskMetrics", 1), ("TendTickets", 1), ("AdvanceStages", 3), ("RefreshDatasets", 3), ("Retrain", 3), ("RunTrainings", 3),
    ];

    private DateTimeOffset? next;

    /// <summary>Moves the clock to a time, firing what is due on the way.</summary>
    /// <param name="to">The time.</param>
    /// <param name="onTick">Called at each tick, before its timers.</param>
    public async Task MoveAsync(DateTimeOffset to, Func<Task> onTick)
    {
        for (next ??= new DateTimeOffset(((clock.GetUtcNow().Ticks / Tick.Ticks) + 1) * Tick.Ticks, TimeSpan.Zero); next <= to; next += Tick)
        {
            clock.Move(next.Value - clock.GetUtcNow());
            await onTick();
            var tick = next.Value.Ticks / Tick.Ticks;
            foreach (var (function, ticks) in Fired.Where(timer => tick % timer.Ticks == 0))
                await (timers.Fire(function) ?? throw new BenchmarkException($"There is no timer {function}."));
        }

        if (to > clock.GetUtcNow())
            clock.Move(to - clock.GetUtcNow());
    }
}

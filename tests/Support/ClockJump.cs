using Microsoft.Extensions.Time.Testing;

namespace MlFunctions.Support;

/// <summary>Moves a clock over hours and days.</summary>
public static class ClockJump
{
    /// <summary>
    /// Sets the clock forward at once, as after a machine has slept. Timers run once afterwards and not for every period that has passed: a host has timers of a
    /// second, and 200 days of their ticks take half a minute.
    /// </summary>
    public static void Jump(this FakeTimeProvider clock, TimeSpan span) => clock.AdjustTime(clock.GetUtcNow() + span);
}

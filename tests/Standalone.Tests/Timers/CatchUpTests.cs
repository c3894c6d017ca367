using MlFunctions.Standalone.Timers;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Standalone.Tests.Timers;

public sealed class CatchUpTests
{
    private static readonly Schedule Hourly = Schedule.TryParse("0 0 * * * *")!;
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimerStatus FiredAtNoon = new(Noon, Noon.AddHours(1), Noon.AddSeconds(3));

    [Fact]
    public void A_timer_never_seen_waits_for_its_next_occurrence() =>
        Assert.Equal(new CatchUp(new(null, Noon.AddHours(1), Noon), false), CatchUp.Decide(Hourly, null, Noon));

    [Fact]
    public void An_occurrence_still_to_come_is_waited_for() =>
        Assert.Equal(new CatchUp(FiredAtNoon, false), CatchUp.Decide(Hourly, FiredAtNoon, Noon.AddMinutes(59)));

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void Missed_occurrences_are_made_up_for_once(int hours) =>
        Assert.Equal(new CatchUp(FiredAtNoon, true), CatchUp.Decide(Hourly, FiredAtNoon, Noon.AddHours(hours)));

    [Fact]
    public void Nothing_is_past_due_when_the_schedule_has_changed()
    {
        var now = Noon.AddHours(30);

        Assert.Equal(new CatchUp(new(Noon, now.AddMinutes(5), now), false), CatchUp.Decide(Schedule.TryParse("0 */5 * * * *")!, FiredAtNoon, now));
    }
}

using MlFunctions.Support.Quarters;

namespace MlFunctions.Domain.Tests.Incidents.Escalation;

/// <summary>A simulated quarter: 500 tickets, three teams with hand-overs in three zones, 90 days, two instances that die at random.</summary>
public sealed class QuarterTests
{
    [Fact]
    public async Task Every_step_of_every_plan_is_paged_once_none_is_late_by_more_than_a_tick_and_none_is_lost()
    {
        var (found, races) = await PlayAsync(1);

        Assert.Equal(500, found.Tickets);
        Assert.True(found.Pages > 1000, $"{found.Pages} pages.");
        Assert.True(races > 1000, $"{races} races.");
        Assert.Equal((0, 0, 0, 0), (found.Late, found.Twice, found.Unplanned, found.Lost));
        Assert.True(found.Waits.Min() >= TimeSpan.Zero);
        Assert.True(found.Waits.Max() > TimeSpan.FromMinutes(30), "Both instances were never down when a step was due.");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_log_and_another_seed_another()
    {
        var (one, _) = await PlayAsync(2);
        var (again, _) = await PlayAsync(2);
        var (other, _) = await PlayAsync(3);

        Assert.Equal(one.Hash, again.Hash);
        Assert.NotEqual(one.Hash, other.Hash);
    }

    private static async Task<(QuarterFindings Found, int Races)> PlayAsync(int seed)
    {
        var log = new MemoryLog();
        return (await new Quarter(seed, new QuarterPlan(seed, 500, 90), log).PlayAsync(TestContext.Current.CancellationToken), log.Races);
    }
}

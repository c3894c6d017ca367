using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using MlFunctions.Hosting.Configuration;
using MlFunctions.Standalone.Timers;

namespace MlFunctions.Standalone.Tests.Timers;

public sealed class PaceTests
{
    [Theory]
    [InlineData(null, "* * * * * *", "0 */5 * * * *")]
    [InlineData("seconds", "* * * * * *", "0 */5 * * * *")]
    [InlineData("minutes", "0 * * * * *", "0 */5 * * * *")]
    [InlineData("Hours", "0 0 * * * *", "0 20 * * * *")]
    public void A_schedule_that_is_not_set_follows_the_pace(string? pace, string metrics, string retraining)
    {
        var configured = Configured(pace is null ? [] : [$"--Pace={pace}"]);

        Assert.Equal(metrics, configured[Settings.TaskMetricsSchedule.Key]);
        Assert.Equal(retraining, configured[Settings.RetrainingSchedule.Key]);
    }

    [Fact]
    public void A_schedule_that_is_set_stays_as_it_is()
    {
        var configured = Configured("--Pace=hours", "--TicketsSchedule=0 */2 * * * *");

        Assert.Equal("0 */2 * * * *", configured[Settings.TicketsSchedule.Key]);
        Assert.Equal("0 0 * * * *", configured[Settings.TaskMetricsSchedule.Key]);
    }

    [Fact]
    public void A_slower_pace_runs_no_timer_more_often() => Assert.All(
        Settings.All.Where(setting => setting.Name.EndsWith("Schedule", StringComparison.Ordinal)),
        setting =>
        {
            var counts = Paces.Names.Select(pace => RunsOfADay(Paces.Default(setting, pace))).ToList();
            Assert.Equal(counts.OrderDescending(), counts);
        });

    [Fact]
    public void An_unknown_pace_is_refused_in_words()
    {
        var refusal = Assert.Throws<SettingUnusableException>(() => Configured("--Pace=days"));
        Assert.Equal("The setting Pace is 'days'; it must be seconds, minutes or hours.", refusal.Message);
    }

    private static ConfigurationManager Configured(params string[] arguments)
    {
        var builder = WebApplication.CreateSlimBuilder(arguments);
        builder.AddDefaults();
        return builder.Configuration;
    }

    private static int RunsOfADay(string expression)
    {
        var schedule = Schedule.TryParse(expression)!;
        var (time, end, runs) = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), 0);
        while ((time = schedule.Next(time)) <= end)
            runs++;
        return runs;
    }
}

using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Standalone.Kernel;
using MlFunctions.Standalone.Timers;

namespace MlFunctions.Standalone.Tests.Timers;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T12:00:00Z", "2026-03-01T12:05:00Z")]
    [InlineData("*/10 * * * * *", "2026-03-01T12:00:01Z", "2026-03-01T12:00:10Z")]
    [InlineData("0 30 9 * * Mon-Fri", "2026-03-06T09:30:00Z", "2026-03-09T09:30:00Z")]
    [InlineData("0 0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    public void The_next_occurrence_is_after_the_given_time(string expression, string time, string expected) =>
        Assert.Equal(Time(expected), Schedule.TryParse(expression)!.Next(Time(time)));

    [Theory]
    [InlineData("")]
    [InlineData("* * * * *")]
    [InlineData("0 60 * * * *")]
    [InlineData("0 0 0 30 2 *")]
    [InlineData("every minute")]
    public void What_is_no_six_field_expression_or_never_occurs_is_no_schedule(string expression) =>
        Assert.Null(Schedule.TryParse(expression));

    [Theory]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("0,59 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("0 0 3 * * *", false)]
    public void A_schedule_is_fast_when_occurrences_are_less_than_a_minute_apart(string expression, bool expected) =>
        Assert.Equal(expected, Schedule.TryParse(expression)!.IsFasterThanAMinute(Time("2026-03-01T12:00:00Z")));

    [Theory]
    [InlineData("TickSchedule", "disabled")]
    [InlineData("TickSchedule", "Disabled")]
    public void The_word_disabled_switches_a_timer_off(string setting, string value) =>
        Assert.Null(Schedule.Of(Timer, Settings((setting, value))));

    [Theory]
    [InlineData("AzureWebJobs.Tick.Disabled", "true")]
    [InlineData("AzureWebJobs:Tick:Disabled", "1")]
    public void The_setting_of_the_Functions_host_switches_a_timer_off(string setting, string value) =>
        Assert.Null(Schedule.Of(Timer, Settings(("TickSchedule", "0 * * * * *"), (setting, value))));

    [Theory]
    [InlineData("OtherSchedule", "0 * * * * *", "missing")]
    [InlineData("TickSchedule", "often", "'often'")]
    public void A_missing_or_wrong_schedule_is_refused_by_its_setting_s_name(string setting, string value, string words)
    {
        var refusal = Assert.Throws<RefusedToStartException>(() => Schedule.Of(Timer, Settings((setting, value))));

        Assert.Contains("TickSchedule", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    private static TimerFunction Timer => new FunctionCatalog(Assembly.GetExecutingAssembly()).Timers.Single(timer => timer.Name == "Tick");

    private static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}

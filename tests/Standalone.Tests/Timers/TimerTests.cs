using MlFunctions.Standalone.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.Standalone.Tests.Timers;

public sealed class TimerTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private const string EveryHour = "0 0 * * * *";

    private readonly string prefix = AzuriteFixture.NewPrefix();

    private TestHost NewHost() => new(azurite, prefix);

    [Fact]
    public async Task A_timer_fires_at_each_occurrence_and_not_before()
    {
        using var host = NewHost().With("TickSchedule", EveryHour).Started();
        await host.Log.WaitAsync("TimerNext", "Tick fires next at 2026-03-01T13:00:00");
        host.Clock.Advance(TimeSpan.FromMinutes(59));

        Assert.Empty(host.Recorder.Ticks);
        await host.Clock.AdvanceUntilAsync(Second, () => host.Recorder.Count("Tick") == 1);
        await host.Log.WaitAsync("TimerNext", "Tick fires next at 2026-03-01T14:00:00");
        host.Clock.Advance(TimeSpan.FromMinutes(59));
        await host.Clock.AdvanceUntilAsync(Second, () => host.Recorder.Count("Tick") == 2);
        Assert.All(host.Recorder.Ticks, tick => Assert.False(tick.IsPastDue));
        Assert.Equal(new DateTime(2026, 3, 1, 13, 0, 0), host.Recorder.Ticks.Last().ScheduleStatus!.Last);
    }

    [Fact]
    public async Task A_function_that_does_not_end_lets_the_host_stop_and_is_named_in_the_log()
    {
        using var host = NewHost().Started();
        var stuck = host.Timers.Fire("Stuck")!;
        await Eventually.IsAsync(() => host.Recorder.Count("Stuck begins") == 1);

        await host.Timers.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal(1, host.Log.Count("TimersLate", "Stuck"));
        host.Recorder.OpenGate();
        await stuck;
    }

    [Fact]
    public async Task A_schedule_of_seconds_fires_too()
    {
        using var host = NewHost().With("TickSchedule", "*/5 * * * * *").Started();

        await host.Clock.AdvanceUntilAsync(Second, () => host.Recorder.Count("Tick") == 3);
    }

    [Fact]
    public async Task What_was_missed_while_the_host_was_down_fires_once_at_start()
    {
        using (var first = NewHost().With("TickSchedule", EveryHour).Started())
            await first.Log.WaitAsync("TimerNext");
        using var second = NewHost().With("TickSchedule", EveryHour);
        second.Clock.Advance(TimeSpan.FromHours(5));
        second.Started();
        await second.Log.WaitAsync("TimerNext", "18:00:00");

        Assert.True(Assert.Single(second.Recorder.Ticks).IsPastDue);
    }

    [Fact]
    public async Task What_was_made_up_for_is_not_made_up_for_again()
    {
        using (var first = NewHost().With("TickSchedule", EveryHour).Started())
            await first.Clock.AdvanceUntilAsync(TimeSpan.FromMinutes(5), () => first.Log.Count("TimerNext", "14:00:00") == 1);
        using var second = NewHost().With("TickSchedule", EveryHour);
        second.Clock.Advance(TimeSpan.FromMinutes(70));
        second.Started();
        await second.Log.WaitAsync("TimerNext", "14:00:00");

        Assert.Empty(second.Recorder.Ticks);
    }

    [Fact]
    public async Task An_exception_is_logged_and_the_next_occurrence_fires()
    {
        using var host = NewHost().With("FailSchedule", EveryHour).Started();

        await host.Clock.AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => host.Recorder.Count("Fail") >= 2);
        await host.Log.WaitAsync("TimerFailed", "Fail", times: 2);
        Assert.True(host.Timers.Count("Fail").Failures >= 2);
    }

    [Fact]
    public async Task Occurrences_that_pass_while_one_runs_are_left_out()
    {
        using var host = NewHost().With("LongSchedule", EveryHour).Started();
        await host.Clock.AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => host.Recorder.Count("Long begins") == 1);
        host.Clock.Advance(TimeSpan.FromHours(3));
        host.Recorder.OpenGate();
        await host.Log.WaitAsync("TimerNext", times: 2);

        Assert.Equal(1, host.Recorder.Count("Long begins"));
    }

    [Fact]
    public async Task A_call_under_way_is_cancelled_when_the_host_stops_and_is_past_due_at_the_next_start()
    {
        using (var first = NewHost().With("LongSchedule", EveryHour).Started())
            await first.Clock.AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => first.Recorder.Count("Long begins") == 1);
        using var second = NewHost().With("LongSchedule", EveryHour);
        second.Clock.Advance(TimeSpan.FromHours(2));
        second.Recorder.OpenGate();
        second.Started();
        await Eventually.IsAsync(() => second.Recorder.Count("Long ends") == 1);

        Assert.True(Assert.Single(second.Recorder.Ticks).IsPastDue);
    }

    [Fact]
    public void A_wrong_schedule_stops_the_host_with_words_that_name_the_setting()
    {
        using var host = NewHost().With("TickSchedule", "often");

        Assert.ThrowsAny<Exception>(host.Started);
        Assert.Equal(1, host.Log.Count("HostedServiceStartupFaulted", "The setting TickSchedule"));
    }
}

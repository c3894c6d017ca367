using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Monitoring.Alarms;

public sealed class AlarmTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Errors_that_grow_fire_their_alarms_once_and_have_one_ticket_until_they_are_over()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        await service.RunAsync(6, error: 1);
        Assert.Empty(await service.TicketsAsync());
        Assert.Equal(("ok", "better"), ((await service.AlarmAsync("mae")).Text("state"), (await service.AlarmAsync("mae")).GetProperty("evaluation").Text("verdict")));

        await service.RunAsync(8, error: 1.6);
        var ticket = Assert.Single(await service.TicketsAsync());
        Assert.Equal(["mae", "mae-shift"], ticket.GetProperty("alarms").EnumerateObject().Select(alarm => alarm.Name));
        Assert.Equal((true, "open", "sev2"), (ticket.GetProperty("holds").GetBoolean(), ticket.Text("status"), ticket.Text("severity")));
        Assert.Equal(1, ticket.GetProperty("alarms").GetProperty("mae").Int("model"));
        Assert.Equal(["firing"], (await service.ChangesAsync("mae")).Select(change => change.Text("to")));
        Assert.Equal("firing", (await service.AlarmAsync("mae")).Text("state"));

        await service.RunAsync(40, error: 0.7);
        Assert.Equal(["firing", "ok"], (await service.ChangesAsync("mae")).Select(change => change.Text("to")));
        var over = Assert.Single(await service.TicketsAsync());
        Assert.False(over.GetProperty("holds").GetBoolean());
        var events = (await service.Host.Http.GetFromJsonAsync<JsonElement>($"api/tickets/{over.Text("id")}", Cancel)).GetProperty("events").EnumerateArray().Select(e => e.Text("action")).ToArray();
        Assert.Equal(("opened", "cleared"), (events[0], events[^1]));
    }

    [Fact]
    public async Task Two_instances_that_look_at_the_same_time_open_one_ticket()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        await using var another = service.Another();
        await service.RunAsync(3, error: 1);

        for (var minute = 0; minute < 6; minute++)
        {
            await service.RunAsync(1, error: 3, look: false);
            await Task.WhenAll(WatchedService.LookAsync(service.Host), WatchedService.LookAsync(another));
        }

        Assert.Equal([1], (await service.ChangesAsync("mae")).Select(change => change.Int("number")));
        var ticket = Assert.Single(await service.TicketsAsync());
        var events = (await service.Host.Http.GetFromJsonAsync<JsonElement>($"api/tickets/{ticket.Text("id")}", Cancel)).GetProperty("events").EnumerateArray();
        Assert.Equal(["opened", "updated"], events.Select(e => e.Text("action")));
    }

    [Fact]
    public async Task Looks_that_did_not_come_are_made_up_for_by_the_time_of_events()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        await service.RunAsync(3, error: 1);
        await service.RunAsync(5, error: 3, look: false);
        await service.RunAsync(20, error: 0.7, look: false);
        Assert.Empty(await service.TicketsAsync());

        await WatchedService.LookAsync(service.Host);

        Assert.Equal(["firing", "ok"], (await service.ChangesAsync("mae")).Select(change => change.Text("to")));
        Assert.False(Assert.Single(await service.TicketsAsync()).GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task While_calls_fail_the_service_has_a_ticket_and_the_model_none()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        await service.RunAsync(4, error: 1);

        await service.RefuseAsync(6);
        await service.RunAsync(4, error: 5);

        Assert.Equal(["errors", "errors-slow-burn"], Assert.Single(await service.TicketsAsync()).GetProperty("alarms").EnumerateObject().Select(alarm => alarm.Name));
        foreach (var name in new[] { "mae", "mae-shift", "outcomes" })
        {
            var alarm = await service.AlarmAsync(name);
            Assert.Equal("ok", alarm.Text("state"));
            Assert.Contains("errors", alarm.Text("inhibited")!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_alarm_that_the_task_declares_no_longer_ends_and_its_ticket_with_it()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        var now = service.Clock.GetUtcNow();
        var (alarm, change) = new Alarm(SampleTask.Definition.Name, "rmse").Apply(new AlarmEvaluation(now.AddMinutes(-1), now, Verdict.Worse, 9, 100, "rmse is 9."), 1, 1, now);
        await new AlarmStore(service.Host.Storage).KeepAsync([new(null, alarm, [change!])], Cancel);
        await WatchedService.LookAsync(service.Host, SampleTask.Definition with { Thresholds = [new("rmse", 1.2, 1.1)] });
        Assert.True(Assert.Single(await service.TicketsAsync()).GetProperty("holds").GetBoolean());

        await WatchedService.LookAsync(service.Host);
        await WatchedService.LookAsync(service.Host);

        var ticket = Assert.Single(await service.TicketsAsync());
        Assert.Equal((false, "The task declares this alarm no longer."), (ticket.GetProperty("holds").GetBoolean(), ticket.Text("detail")));
        Assert.Equal(AlarmState.Ok, (await new AlarmStore(service.Host.Storage).ReadAsync(SampleTask.Definition.Name, Cancel)).Single(one => one.Value.Rule == "rmse").Value.State);
    }

    /// <summary>States are kept before tickets are told; the process may end in between.</summary>
    [Fact]
    public async Task A_change_whose_process_ended_before_its_ticket_knew_is_told_by_the_next_look_of_any_instance()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        await using var another = service.Another();
        var now = service.Clock.GetUtcNow();
        var (alarm, change) = new Alarm(SampleTask.Definition.Name, "mae").Apply(new AlarmEvaluation(now.AddMinutes(-1), now, Verdict.Worse, 9, 100, "mae is 9."), 1, 1, now);
        await new AlarmStore(service.Host.Storage).KeepAsync([new(null, alarm, [change!])], Cancel);

        await Task.WhenAll(WatchedService.LookAsync(service.Host), WatchedService.LookAsync(another));
        await WatchedService.LookAsync(another);

        var ticket = Assert.Single(await service.TicketsAsync());
        Assert.Equal(("sample-task.mae.1", "mae is 9."), (ticket.Text("id"), ticket.Text("detail")));
        Assert.Equal(1, (await new AlarmStore(service.Host.Storage).ReadAsync(SampleTask.Definition.Name, Cancel)).Single(one => one.Value.Rule == "mae").Value.Told);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Monitoring.Alarms;

public sealed class SilenceTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silenced_alarm_changes_and_opens_its_ticket_when_the_silence_is_over()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        await service.RunAsync(3, error: 1);
        var made = await service.SilenceAsync("all", new { until = service.Clock.GetUtcNow().AddMinutes(10), reason = "A new warehouse opens.", by = "ada" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);

        await service.RunAsync(8, error: 3);
        Assert.Equal("firing", (await service.AlarmAsync("mae")).Text("state"));
        Assert.Equal("A new warehouse opens.", (await service.AlarmAsync("mae")).GetProperty("silence").Text("reason"));
        Assert.Equal((await made.JsonAsync()).Text("id"), (await service.ChangesAsync("mae"))[0].Text("silence"));
        Assert.Empty(await service.TicketsAsync());

        await service.RunAsync(3, error: 3);
        Assert.False((await service.AlarmAsync("mae")).TryGetProperty("silence", out _));
        Assert.True(Assert.Single(await service.TicketsAsync()).GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task A_silence_that_is_ended_early_silences_no_longer()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        await service.RunAsync(3, error: 1);
        var silence = await (await service.SilenceAsync("mae", new { until = service.Clock.GetUtcNow().AddDays(1), reason = "Known." })).JsonAsync();
        var shift = await (await service.SilenceAsync("mae-shift", new { until = service.Clock.GetUtcNow().AddDays(1), reason = "Known." })).JsonAsync();
        await service.RunAsync(5, error: 3);
        Assert.Empty(await service.TicketsAsync());

        var path = AppHost.Task($"alarms/mae/silences/{silence.Text("id")}");
        Assert.Equal(HttpStatusCode.OK, (await service.Host.Http.DeleteAsync(path, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.Host.Http.DeleteAsync(path, Cancel)).StatusCode);
        await service.RunAsync(2, error: 3);

        Assert.Equal("mae", Assert.Single(Assert.Single(await service.TicketsAsync()).GetProperty("alarms").EnumerateObject()).Name);
        var listed = await service.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("alarms/mae/silences"), Cancel);
        Assert.True(Assert.Single(listed.GetProperty("silences").EnumerateArray()).TryGetProperty("endedAt", out _));
        await (await service.Host.Http.DeleteAsync(AppHost.Task($"alarms/mae/silences/{shift.Text("id")}"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_silence_without_an_end_or_a_reason_is_refused_in_words()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();

        foreach (var (body, pointers) in new (object, string[])[]
        {
            (new { }, ["/until", "/reason"]),
            (new { until = DateTimeOffset.UtcNow.AddHours(-1), reason = " " }, ["/until", "/reason"]),
            (new { until = DateTimeOffset.UtcNow.AddDays(400), reason = "For ever." }, ["/until"]),
            (new { until = "tomorrow", reason = "Soon." }, ["/until"]),
        })
        {
            var problem = await (await host.Http.PostAsJsonAsync(AppHost.Task("alarms/mae/silences"), body, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
            Assert.Equal(pointers, problem.GetProperty("errors").EnumerateArray().Select(error => error.Text("pointer")));
        }

        await (await host.Http.PostAsJsonAsync(AppHost.Task("alarms/luck/silences"), new { until = DateTimeOffset.UtcNow.AddHours(1), reason = "x" }, Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.GetAsync(AppHost.Task("alarms/all/changes"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.DeleteAsync(AppHost.Task("alarms/mae/silences/a%2Fb"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_alarm_of_a_task_is_shown_before_it_was_ever_judged_with_its_rate_of_false_alarms()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();

        var alarms = (await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("alarms"), Cancel)).GetProperty("alarms").EnumerateArray().ToArray();

        Assert.Contains("mae", alarms.Select(alarm => alarm.Text("alarm")));
        Assert.All(alarms, alarm => Assert.Equal(("ok", true), (alarm.Text("state"), alarm.GetProperty("falseAlarmsPerMonth").GetDouble() > 0)));
    }
}

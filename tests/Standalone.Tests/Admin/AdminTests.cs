using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MlFunctions.Standalone.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.Standalone.Tests.Admin;

public sealed class AdminTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TestHost host = new(azurite);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("Tick")]
    [InlineData("tick")]
    public async Task A_timer_is_fired_by_hand_even_when_its_schedule_is_off(string name)
    {
        Assert.Equal(HttpStatusCode.Accepted, await FireAsync(name));

        await Eventually.IsAsync(() => host.Recorder.Count("Tick") == 1);
    }

    [Theory]
    [InlineData("Nothing")]
    [InlineData("Echo")]
    public async Task What_is_no_timer_gets_404(string name) => Assert.Equal(HttpStatusCode.NotFound, await FireAsync(name));

    [Fact]
    public async Task Calls_of_one_timer_follow_one_another()
    {
        await FireAsync("Long");
        await FireAsync("Long");
        await Eventually.IsAsync(() => host.Recorder.Count("Long begins") == 1);
        host.Recorder.OpenGate();
        await host.Timers.Fire("Long")!;

        Assert.Equal(["Long begins", "Long ends", "Long begins", "Long ends", "Long begins", "Long ends"], host.Recorder.Events);
    }

    [Fact]
    public async Task A_call_by_hand_is_cancelled_and_awaited_when_the_host_stops()
    {
        await FireAsync("Long");
        await Eventually.IsAsync(() => host.Recorder.Count("Long begins") == 1);
        await host.DisposeAsync();

        Assert.Equal(["Long begins", "Long cancelled"], host.Recorder.Events);
    }

    [Fact]
    public async Task The_functions_are_listed_with_their_failures()
    {
        await host.CreateClient().GetAsync("api/Open", Cancellation);
        await host.Timers.Fire("Fail")!;
        var list = await host.CreateClient().GetFromJsonAsync<JsonArray>("admin/functions", Cancellation);

        Assert.Equal(["Broken", "Echo", "Fail", "Long", "Open", "Restricted", "Slow", "Stuck", "Tick"], list!.Select(function => function!["name"]!.GetValue<string>()));
        Assert.Equal("""{"name":"Fail","schedule":"%FailSchedule%","isDisabled":true,"runs":1,"failures":1}""", list![2]!.ToJsonString());
    }

    private async Task<HttpStatusCode> FireAsync(string name) =>
        (await host.CreateClient().PostAsJsonAsync($"admin/functions/{name}", new { input = "" }, Cancellation)).StatusCode;
}

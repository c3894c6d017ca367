using System.Net;
using System.Net.Http.Json;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.App.Tests.Incidents.Messages;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.OnCall;

public sealed class TestMessagesTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_receiver_is_tried_and_says_whether_the_test_has_arrived()
    {
        await using var good = await LocalReceiver.StartAsync(_ => 202);
        await using var bad = await LocalReceiver.StartAsync(_ => 410);
        await using var silent = await LocalReceiver.StartSilentAsync();
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync(
            [("ada", [new(Channel.Slack, good.Url), new(Channel.Teams, bad.Url)]), ("eve", [new(Channel.Webhook, silent.Url)])],
            new Hook("tracker", new(Channel.Webhook, good.Url)));

        var asked = team.Host.Http.PostAsJsonAsync("api/on-call/shop/tests", new { person = "eve" }, Cancel);
        await silent.FirstAsync();
        team.Clock.Advance(MessageSender.Patience);

        Assert.Equal(["person:eve:0 False The receiver did not answer within 5 s."], await ReceiversAsync(await asked));
        Assert.Equal(
            ["person:ada:0 True 127.0.0.1 answered 202.", "person:ada:1 False 127.0.0.1 answered 410."],
            await ReceiversAsync(await team.Host.Http.PostAsJsonAsync("api/on-call/shop/tests", new { person = "ada" }, Cancel)));
        Assert.Contains("Nothing is wrong: someone tries whether this message arrives.", Assert.Single(good.Received).Body, StringComparison.Ordinal);
        Assert.Equal(["hook:tracker True 127.0.0.1 answered 202."], await ReceiversAsync(await team.Host.Http.PostAsJsonAsync("api/on-call/shop/tests", new { hook = "tracker" }, Cancel)));
        Assert.Empty(await team.EventsAsync());
    }

    [Fact]
    public async Task Without_a_name_all_of_the_team_are_tried()
    {
        await using var good = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync([("ada", [new(Channel.Slack, good.Url)])], new Hook("tracker", new(Channel.Teams, good.Url)));

        Assert.Equal(["person:ada:0 True 127.0.0.1 answered 204.", "hook:tracker True 127.0.0.1 answered 204."], await ReceiversAsync(await team.Host.Http.PostAsync("api/on-call/shop/tests", null, Cancel)));
    }

    [Theory]
    [InlineData("nobody", "{}", HttpStatusCode.NotFound)]
    [InlineData("a%20b", "{}", HttpStatusCode.NotFound)]
    [InlineData("shop", """{ "person": "eve" }""", HttpStatusCode.NotFound)]
    [InlineData("shop", """{ "hook": "eve" }""", HttpStatusCode.NotFound)]
    [InlineData("shop", """{ "people": "eve" }""", HttpStatusCode.BadRequest)]
    [InlineData("shop", "[]", HttpStatusCode.BadRequest)]
    [InlineData("shop", "null", HttpStatusCode.BadRequest)]
    public async Task Whoever_is_not_there_is_told_so(string name, string body, HttpStatusCode status)
    {
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync([("ada", [])]);
        using var content = new StringContent(body);

        await (await team.Host.Http.PostAsync($"api/on-call/{name}/tests", content, Cancel)).ProblemAsync(status);
    }

    private static async Task<string[]> ReceiversAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await answer.JsonAsync()).GetProperty("receivers").EnumerateArray().Select(one => $"{one.Text("to")} {one.GetProperty("delivered").GetBoolean()} {one.Text("detail")}")];
    }
}

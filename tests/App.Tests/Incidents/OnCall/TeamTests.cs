using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;
using static MlFunctions.App.Tests.Incidents.OnCall.TeamCalls;

namespace MlFunctions.App.Tests.Incidents.OnCall;

public sealed class TeamTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_team_is_declared_shown_with_who_is_on_call_and_put_again_as_it_was_shown()
    {
        await using var host = Host();

        using var created = await host.PutAsync("search", Berlin);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var shown = await host.Http.GetAsync("api/on-call/search", Cancel);
        Assert.Equal(created.Headers.ETag, shown.Headers.ETag);
        var team = await shown.JsonAsync();
        Assert.Equal((await created.JsonAsync()).GetRawText(), team.GetRawText());

        Assert.Equal(["operations: ben until 2026-03-30T07:00:00+00:00", "senior: ben until 2026-03-30T07:00:00+00:00"], OnCall(team));
        Assert.Equal(10, team.GetProperty("policies").GetProperty("sev1").Int("againMinutes"));
        using var again = await host.PutAsync("search", team.GetRawText(), shown.Headers.ETag!.ToString());
        Assert.Equal((HttpStatusCode.OK, shown.Headers.ETag), (again.StatusCode, again.Headers.ETag));
    }

    [Fact]
    public async Task A_change_of_what_somebody_else_has_changed_is_refused()
    {
        await using var host = Host();
        using var none = await host.PutAsync("search", Berlin, "*");
        await none.ProblemAsync(HttpStatusCode.PreconditionFailed);
        var first = (await host.PutAsync("search", Berlin)).Headers.ETag!.ToString();

        var second = (await host.PutAsync("search", With(Berlin, team => team["tasks"] = null), first)).Headers.ETag!.ToString();
        var stale = await (await host.PutAsync("search", With(Berlin, team => team["policies"] = null), first)).ProblemAsync(HttpStatusCode.PreconditionFailed);

        Assert.NotEqual(first, second);
        Assert.Contains(second, stale.Text("detail")!, StringComparison.Ordinal);
        await (await host.PutAsync("search", Berlin, "12")).ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.OK, (await host.PutAsync("search", Berlin, $"\"x\", {second}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PutAsync("search", "{}", "*")).StatusCode);
    }

    [Fact]
    public async Task Of_changes_of_one_state_at_once_one_is_taken()
    {
        await using var host = Host();
        var tag = (await host.PutAsync("search", Berlin)).Headers.ETag!.ToString();

        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(minutes => host.PutAsync("search", With(Berlin, team => team["policies"]!["sev1"]!["againMinutes"] = minutes), tag)));

        var taken = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        Assert.Equal((await taken.JsonAsync()).GetRawText(), (await host.GetAsync("/search")).GetRawText());
    }

    [Fact]
    public async Task A_task_is_one_teams_however_many_ask_at_once()
    {
        await using var host = Host();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => host.PutAsync($"team-{i}", """{ "tasks": [ "card-fraud" ] }""")));

        var taken = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        var name = (await taken.JsonAsync()).Text("name");
        foreach (var refused in answers.Where(answer => answer != taken))
            Assert.Equal(name, (await refused.ProblemAsync(HttpStatusCode.Conflict)).GetProperty("evidence")[0].Text("team"));
        Assert.Equal(HttpStatusCode.OK, (await host.PutAsync(name!, "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await host.PutAsync("another", """{ "tasks": [ "card-fraud" ] }""")).StatusCode);
    }

    [Theory]
    [InlineData("Search", "{}")]
    [InlineData("search", "")]
    [InlineData("search", "[]")]
    [InlineData("search", "null")]
    [InlineData("search", "{")]
    [InlineData("search", """{ "name": "\ud800" }""")]
    [InlineData("search", """{ "\ud800": 1 }""")]
    [InlineData("search", """{ "people": [ { "name": "ada", "contacts": [ { "channel": "email", "to": "nowhere" } ] } ] }""")]
    public async Task What_is_no_team_is_refused_in_words(string team, string json)
    {
        await using var host = Host();

        await (await host.PutAsync(team, json)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.GetAsync($"api/on-call/{team}", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_document_that_is_not_UTF_8_is_refused_in_words()
    {
        await using var host = Host();

        using var body = new ByteArrayContent([.. "{ \"name\": \""u8, 0xFF, 0xC0, .. "\" }"u8]);
        var problem = await (await host.Http.PutAsync("api/on-call/search", body, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal("The body is not UTF-8.", problem.Text("detail"));
    }

    [Fact]
    public async Task Who_is_on_call_is_listed_for_every_team_now_and_at_a_time()
    {
        await using var host = Host();
        await host.PutAsync("search", Berlin);
        await host.PutAsync("cards", "{}");

        var first = await host.GetAsync("?limit=1");
        var second = await host.GetAsync($"?limit=1&after={first.Text("next")}");

        Assert.Equal(("cards", 0), (first.GetProperty("teams")[0].Text("name"), first.GetProperty("teams")[0].GetProperty("onCall").GetArrayLength()));
        Assert.Equal("operations: ben until 2026-03-30T07:00:00+00:00", OnCall(second.GetProperty("teams")[0])[0]);
        Assert.False(second.TryGetProperty("next", out _));
        Assert.Equal("operations: ada until 2026-04-06T07:00:00+00:00", OnCall((await host.GetAsync("?at=2026-03-30T09:00:00%2B02:00")).GetProperty("teams")[1])[0]);
        Assert.Empty(OnCall((await host.GetAsync("?at=2026-01-05T07:59:59Z")).GetProperty("teams")[1]));
        Assert.NotEmpty(OnCall((await host.GetAsync("?at=9998-12-31T23:59:59Z")).GetProperty("teams")[1]));
        await (await host.Http.GetAsync("api/on-call?at=tomorrow", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.GetAsync("api/on-call?limit=0", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    private static string[] OnCall(JsonElement team) =>
        [.. team.GetProperty("onCall").EnumerateArray().Select(shift => $"{shift.Text("level")}: {shift.Text("person")} until {shift.Text("until")}")];

    /// <summary>The Friday before Berlin's clocks go forward.</summary>
    private AppHost Host() => new(azurite) { Clock = new FakeTimeProvider(new(2026, 3, 27, 12, 0, 0, TimeSpan.Zero)) };
}

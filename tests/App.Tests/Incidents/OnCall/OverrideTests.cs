using System.Net;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;
using static MlFunctions.App.Tests.Incidents.OnCall.TeamCalls;

namespace MlFunctions.App.Tests.Incidents.OnCall;

public sealed class OverrideTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider clock = new(new(2026, 3, 27, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Someone_stands_in_until_the_override_ends_or_is_ended()
    {
        await using var host = await HostAsync();

        using var made = await host.OverrideAsync("search", new { level = "operations", person = "ada", until = "2026-03-28T12:00:00Z", by = "ben", reason = "A wedding." });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var id = (await made.JsonAsync()).Text("id")!;
        Assert.Equal($"/api/on-call/search/overrides/{id}", made.Headers.Location!.OriginalString);
        Assert.Equal(("ada", id), await FirstAsync(host));

        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.OK, (await host.Http.DeleteAsync(made.Headers.Location, Cancel)).StatusCode);
        Assert.Equal(("ben", null), await FirstAsync(host));
        var shifts = (await host.GetAsync("/search/shifts?from=2026-03-27T11:00:00Z&to=2026-03-27T15:00:00Z")).GetProperty("shifts");
        Assert.Equal(["ben", "ben", "ada", "ben"], shifts.EnumerateArray().Select(shift => shift.Text("person")));
        Assert.Empty((await host.GetAsync("/search/overrides")).GetProperty("overrides").EnumerateArray());
    }

    [Fact]
    public async Task Overrides_are_listed_in_pages_and_one_to_come_can_be_taken_away()
    {
        await using var host = await HostAsync();
        for (var day = 1; day <= 3; day++)
            await host.OverrideAsync("search", new { level = "engineer", person = "ada", from = clock.GetUtcNow().AddDays(day), until = clock.GetUtcNow().AddDays(day + 1) });

        var first = await host.GetAsync("/search/overrides?limit=2");
        var second = await host.GetAsync($"/search/overrides?limit=2&after={first.Text("next")}");
        var gone = $"api/on-call/search/overrides/{second.GetProperty("overrides")[0].Text("id")}";

        Assert.Equal((2, 1), (first.GetProperty("overrides").GetArrayLength(), second.GetProperty("overrides").GetArrayLength()));
        Assert.Equal(HttpStatusCode.OK, (await host.Http.DeleteAsync(gone, Cancel)).StatusCode);
        await (await host.Http.DeleteAsync(gone, Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(2, (await host.GetAsync("/search/overrides")).GetProperty("overrides").GetArrayLength());
    }

    [Theory]
    [InlineData("""{ }""", "/level", "/person", "/until")]
    [InlineData("""{ "level": "operations", "person": "eva", "until": "2026-03-27T12:00:00Z" }""", "/person", "/until")]
    [InlineData("""{ "level": "operations", "person": "ada", "from": "2026-03-28T12:00:00Z", "until": "2026-03-28T12:00:00Z" }""", "/until")]
    [InlineData("""{ "level": "operations", "person": "ada", "until": "2026-04-27T12:00:01Z" }""", "/until")]
    [InlineData("""{ "level": "operations", "person": "ada", "until": "9999-12-31T23:59:59Z" }""", "/until")]
    [InlineData("""{ "level": "operations", "person": "ada", "from": "2028-01-01T00:00:00Z", "until": "2028-01-02T00:00:00Z" }""", "/from")]
    [InlineData("""{ "level": "boss", "person": "ada", "until": "2026-03-28T12:00:00Z" }""", "/level")]
    [InlineData("""{ "level": "operations", "person": "ada", "until": "2026-03-28T12:00:00Z", "why": "" }""", "/why")]
    public async Task An_override_that_makes_no_sense_is_refused_by_its_pointers(string json, params string[] pointers)
    {
        await using var host = await HostAsync();

        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        var problem = await (await host.Http.PostAsync("api/on-call/search/overrides", body, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal(pointers, problem.GetProperty("errors").EnumerateArray().Select(error => error.Text("pointer")));
    }

    [Fact]
    public async Task Shifts_come_in_pages_in_the_order_in_which_they_begin()
    {
        await using var host = await HostAsync();

        var whole = await host.GetAsync("/search/shifts?from=2026-03-23T08:00:00Z&to=2027-03-24T08:00:00Z");
        var first = await host.GetAsync("/search/shifts?from=2026-03-23T08:00:00Z&to=2027-03-24T08:00:00Z&limit=30");
        var second = await host.GetAsync($"/search/shifts?from=2026-03-23T08:00:00Z&to=2027-03-24T08:00:00Z&limit=1000&after={first.Text("next")}");

        var shifts = whole.GetProperty("shifts").EnumerateArray().Select(shift => shift.GetRawText()).ToArray();
        Assert.Equal((53 + 14, false), (shifts.Length, whole.TryGetProperty("next", out _)));
        Assert.Equal(shifts, first.GetProperty("shifts").EnumerateArray().Concat(second.GetProperty("shifts").EnumerateArray()).Select(shift => shift.GetRawText()));
        Assert.Equal(5 + 2, (await host.GetAsync("/search/shifts")).GetProperty("shifts").GetArrayLength());
    }

    [Theory]
    [InlineData("shifts?from=2026-01-01&to=2027-01-03")]
    [InlineData("shifts?from=2026-01-02&to=2026-01-02")]
    [InlineData("shifts?from=soon")]
    [InlineData("shifts?after=x")]
    [InlineData("overrides?limit=x")]
    public async Task A_list_that_cannot_be_is_refused(string path)
    {
        await using var host = await HostAsync();

        await (await host.Http.GetAsync($"api/on-call/search/{path}", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Nothing_is_known_of_a_team_that_is_not_there()
    {
        await using var host = await HostAsync();

        await (await host.Http.GetAsync("api/on-call/nobody/shifts", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.GetAsync("api/on-call/nobody/overrides", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.OverrideAsync("nobody", new { level = "senior", person = "ada", until = "2026-03-28T12:00:00Z" })).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.DeleteAsync("api/on-call/search/overrides/%23", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
    }

    private static async Task<(string? Person, string? Override)> FirstAsync(AppHost host)
    {
        var shift = (await host.GetAsync("/search")).GetProperty("onCall")[0];
        return (shift.Text("person"), shift.TryGetProperty("override", out var id) ? id.GetString() : null);
    }

    private async Task<AppHost> HostAsync()
    {
        var host = new AppHost(azurite) { Clock = clock };
        Assert.True((await host.PutAsync("search", Berlin)).IsSuccessStatusCode);
        return host;
    }
}

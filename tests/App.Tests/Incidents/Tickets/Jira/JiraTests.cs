using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Tickets.Jira;

public sealed class JiraTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Issues_are_imported_once_and_what_is_wrong_with_one_is_said_and_keeps_no_other_out()
    {
        await using var host = await new AppHost(azurite) { Clock = new FakeTimeProvider(new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero)) }.WithTheSampleTaskAsync();
        const string Body = """
            { "task": "sample-task", "isLast": true, "issues": [
              { "key": "OPS-1", "fields": { "summary": "Late.", "created": "2026-02-01T10:00:00.000+0000", "status": { "name": "In Progress" }, "updated": "2026-02-01T11:00:00.000+0000", "priority": { "name": "Medium" },
                "comment": { "comments": [ { "author": { "displayName": "Ada" }, "created": "2026-02-01T12:00:00.000+0000", "body": "On it." } ] } } },
              { "key": "OPS-2", "fields": { "created": "2026-02-01T10:00:00.000+0000", "status": { "name": "Done" } } } ] }
            """;
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var content = new StringContent(Body, Encoding.UTF8, "application/json");
            return await host.Http.PostAsync("api/jira/issues", content, Cancel);
        }));

        foreach (var answer in answers)
            Assert.True(answer.IsSuccessStatusCode, $"{await answer.Content.ReadAsStringAsync(Cancel)} {string.Join('\n', host.Errors)}");
        var results = await Task.WhenAll(answers.Select(async answer => (await answer.JsonAsync()).GetProperty("issues")));
        Assert.Equal(["created", "unchanged", "unchanged", "unchanged"], results.Select(issues => issues[0].Text("result")).Order());
        Assert.All(results, issues => Assert.Equal(("refused", "/issues/1/fields/summary"), (issues[1].Text("result"), Assert.Single(issues[1].GetProperty("errors").EnumerateArray()).Text("pointer"))));
        var ticket = await host.TicketAsync("jira-OPS-1");
        Assert.Equal(("acknowledged", "sev3", "jira", "2026-03-11T05:06:07+00:00"), (ticket.Text("status"), ticket.Text("severity"), ticket.Text("source"), ticket.Text("dueAt")));
        Assert.Equal(["opened", "acknowledged", "commented"], ticket.GetProperty("events").EnumerateArray().Select(e => e.Text("action")));
        Assert.Equal("resolved", (await host.DoAsync("jira-OPS-1", "resolve")).Text("status"));
    }

    [Fact]
    public async Task Tickets_are_exported_in_pages_by_the_filters_of_tickets_and_one_by_one()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        foreach (var severity in new[] { "sev1", "sev2", "sev1" })
            await host.OpenAsync($"Late, {severity}.", severity);
        var first = await host.Http.GetFromJsonAsync<JsonElement>("api/jira/issues?severity=sev1&limit=1&project=OPS", Cancel);
        var second = await host.Http.GetFromJsonAsync<JsonElement>($"api/jira/issues?severity=sev1&limit=1&after={Uri.EscapeDataString(first.Text("next")!)}", Cancel);

        var fields = Assert.Single(first.GetProperty("issues").EnumerateArray()).GetProperty("fields");
        Assert.Equal(("Late, sev1.", "Highest", "OPS"), (fields.Text("summary"), fields.GetProperty("priority").Text("name"), fields.GetProperty("project").Text("key")));
        Assert.False(second.TryGetProperty("next", out _));
        var id = Assert.Single(second.GetProperty("issues").EnumerateArray()).Text("id")!;
        Assert.Equal("Open", (await host.Http.GetFromJsonAsync<JsonElement>($"api/jira/issues/{id}", Cancel)).GetProperty("readOnly").GetProperty("status").Text("name"));

        await (await host.Http.GetAsync("api/jira/issues/none", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        foreach (var query in new[] { "limit=101", "project=ops", "status=lost" })
            await (await host.Http.GetAsync($"api/jira/issues?{query}", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        foreach (var body in new object[] { new { task = "sample-task" }, new { task = "none", issues = new object[] { new { } } }, new { task = "sample-task", issues = Array.Empty<object>() } })
            await (await host.Http.PostAsJsonAsync("api/jira/issues", body, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Tickets;

public sealed class CommandTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ticket_is_opened_by_hand_answered_mitigated_and_resolved()
    {
        var clock = new FakeTimeProvider(new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();
        var answer = await host.Http.PostAsJsonAsync("api/tickets", new { task = "sample-task", title = "Orders are late.", severity = "sev1", description = "All of them.", evidence = new[] { "https://example.org/1" }, by = "ada" }, Cancel);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var opened = await answer.JsonAsync();
        var id = opened.Text("id")!;
        Assert.Equal(($"/api/tickets/{id}", "\"1\""), (answer.Headers.Location?.ToString(), answer.Headers.ETag?.Tag));
        Assert.Equal(("open", "people", "operations"), (opened.Text("status"), opened.Text("source"), opened.Text("level")));

        clock.Advance(TimeSpan.FromMinutes(2));
        await host.DoAsync(id, "acknowledge", new { by = "grace" });
        await host.DoAsync(id, "escalate", new { by = "grace" });
        await host.DoAsync(id, "assign", new { by = "ada", assignee = "ada" });
        clock.Advance(TimeSpan.FromMinutes(8));
        await host.DoAsync(id, "mitigate", new { by = "ada", detail = "Rolled back." });
        await host.DoAsync(id, "plan", new { by = "ada", title = "Test units.", owner = "grace", due = "2026-04-01T00:00:00Z" });
        await host.DoAsync(id, "comment", new { by = "grace", text = "Well done." });
        await host.DoAsync(id, "edit", new { by = "ada", severity = "sev3" });
        clock.Advance(TimeSpan.FromMinutes(50));
        var resolved = await host.TryAsync(id, "resolve", new { rootCause = "Seconds, not minutes." });
        Assert.Equal("\"9\"", resolved.Headers.ETag?.Tag);

        var got = await host.Http.GetAsync($"api/tickets/{id}", Cancel);
        Assert.Equal("\"9\"", got.Headers.ETag?.Tag);
        var ticket = await got.JsonAsync();
        Assert.Equal(("resolved", "sev3", "ada", "engineer", "Seconds, not minutes.", "All of them."),
            (ticket.Text("status"), ticket.Text("severity"), ticket.Text("assignee"), ticket.Text("level"), ticket.Text("rootCause"), ticket.Text("description")));
        Assert.Equal((120, 600, 3600), (ticket.Int("timeToAcknowledge"), ticket.Int("timeToMitigate"), ticket.Int("timeToResolve")));
        Assert.Equal(["opened", "acknowledged", "escalated", "acknowledged", "mitigated", "planned", "commented", "edited", "resolved"], ticket.GetProperty("events").EnumerateArray().Select(e => e.Text("action")));
        Assert.Equal(["reopen", "duplicate", "comment", "edit", "plan"], ticket.GetProperty("legal").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal("grace", Assert.Single(ticket.GetProperty("actions").EnumerateArray()).Text("owner"));
        Assert.Equal("https://example.org/1", Assert.Single(ticket.GetProperty("evidence").EnumerateArray()).GetString());
        Assert.False(ticket.TryGetProperty("dueAt", out _));
        Assert.Equal("reopened", (await host.DoAsync(id, "reopen", new { detail = "Late again." })).Text("status"));
    }

    [Fact]
    public async Task What_is_not_legal_or_not_whole_is_refused_and_says_what_is()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = (await host.OpenAsync()).Text("id")!;

        var conflict = await (await host.TryAsync(id, "reopen", new { detail = "Again." })).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal("open", conflict.GetProperty("evidence").Text("status"));
        Assert.Contains("acknowledge", conflict.GetProperty("evidence").GetProperty("legal").EnumerateArray().Select(word => word.GetString()));

        Assert.Contains("acknowledge, assign, escalate", (await (await host.TryAsync(id, "delete")).ProblemAsync(HttpStatusCode.NotFound)).Text("detail"), StringComparison.Ordinal);
        await (await host.TryAsync("none", "comment", new { text = "a" })).ProblemAsync(HttpStatusCode.NotFound);
        foreach (var (command, body, pointer) in new (string, string, string)[]
        {
            ("comment", "{}", "/text"), ("comment", """{ "text": "a", "more": 1 }""", "/more"), ("escalate", """{ "level": "ceo" }""", "/level"), ("plan", """{ "title": "a", "due": "soon" }""", "/due"),
            ("duplicate", $$"""{ "of": "{{id}}" }""", "/of"), ("duplicate", """{ "of": "none" }""", "/of"), ("assign", """{ "team": "nobody" }""", "/team"), ("comment", """{ "text": "\ud83c" }""", "/text"),
        })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            var problem = await (await host.Http.PostAsync($"api/tickets/{id}/{command}", content, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
            Assert.Equal(pointer, Assert.Single(problem.GetProperty("errors").EnumerateArray()).Text("pointer"));
        }

        foreach (var (body, pointer) in new (object, string)[]
        {
            (new { task = "no-such-task", title = "a", severity = "sev1" }, "/task"), (new { task = "sample-task", severity = "sev1" }, "/title"), (new { task = "sample-task", title = "a", severity = "urgent" }, "/severity"),
            (new { task = "sample-task", title = "a", severity = "sev1", team = "nobody" }, "/team"),
        })
        {
            var problem = await (await host.Http.PostAsJsonAsync("api/tickets", body, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
            Assert.Equal(pointer, Assert.Single(problem.GetProperty("errors").EnumerateArray()).Text("pointer"));
        }

        Assert.Equal(1, (await host.TicketAsync(id)).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task Of_two_commands_on_the_same_ETag_one_wins_and_the_other_is_told_what_happened()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = (await host.OpenAsync()).Text("id")!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => host.TryAsync(id, "comment", new { text = $"Comment {i}.", by = $"p{i}" }, "\"1\"")));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        foreach (var late in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
            Assert.Contains("2 commented by p", (await late.ProblemAsync(HttpStatusCode.PreconditionFailed)).Text("detail"), StringComparison.Ordinal);
        Assert.Equal(2, (await host.TicketAsync(id)).GetProperty("events").GetArrayLength());
        await (await host.TryAsync(id, "comment", new { text = "a" }, "2")).ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.OK, (await host.TryAsync(id, "comment", new { text = "a" }, "\"2\"")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.TryAsync(id, "comment", new { text = "a" }, "*")).StatusCode);
    }

    [Fact]
    public async Task Without_an_ETag_every_command_that_is_still_legal_is_kept_and_one_that_is_no_longer_is_not()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = (await host.OpenAsync()).Text("id")!;

        var comments = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => host.TryAsync(id, "comment", new { text = $"Comment {i}." })));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => host.TryAsync(id, "acknowledge", new { by = $"p{i}" })));

        Assert.All(comments, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal(Enumerable.Range(1, 8), (await host.TicketAsync(id)).GetProperty("events").EnumerateArray().Select(e => e.Int("number")));
    }

    [Fact]
    public async Task Duplicates_lead_to_a_ticket_that_is_none()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var (one, two) = ((await host.OpenAsync("One.")).Text("id")!, (await host.OpenAsync("Two.")).Text("id")!);

        var duplicate = await host.DoAsync(one, "duplicate", new { of = two });
        Assert.Equal(("duplicate", two), (duplicate.Text("status"), duplicate.Text("duplicateOf")));
        var circle = await (await host.TryAsync(two, "duplicate", new { of = one })).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(two, circle.GetProperty("evidence").Text("duplicateOf"));
        Assert.Equal(JsonValueKind.Undefined, (await host.DoAsync(one, "reopen", new { detail = "It is another." })).TryGetProperty("duplicateOf", out var of) ? of.ValueKind : JsonValueKind.Undefined);
    }

    [Fact]
    public async Task Two_tickets_that_are_called_each_other_s_duplicates_at_the_same_moment_are_not_both_closed()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        for (var race = 0; race < 4; race++)
        {
            var (one, two) = ((await host.OpenAsync("One.")).Text("id")!, (await host.OpenAsync("Two.")).Text("id")!);
            await Task.WhenAll(host.TryAsync(one, "duplicate", new { of = two }), host.TryAsync(two, "duplicate", new { of = one }));
            string?[] statuses = [(await host.TicketAsync(one)).Text("status"), (await host.TicketAsync(two)).Text("status")];
            Assert.Contains(statuses, status => status != "duplicate");
        }
    }
}

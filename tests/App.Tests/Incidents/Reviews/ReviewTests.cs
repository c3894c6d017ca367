using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Incidents.Reviews;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Escalation;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Reviews;

public sealed class ReviewTests(AzuriteFixture azurite)
{
    /// <summary>Monday of 2026-W48.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_week_is_reviewed_when_it_is_over_and_the_same_however_late_it_is_made_again()
    {
        await using var host = At(Monday.AddDays(7).AddHours(9));
        await EventAsync(host, "old", Monday.AddDays(-3), TicketAction.Opened, e => e with { Subject = Subject("Old", Severity.Sev3) });
        await EventAsync(host, "bad", Monday.AddHours(1), TicketAction.Opened, e => e with { Subject = Subject("Bad", Severity.Sev1) });
        await EventAsync(host, "bad", Monday.AddHours(2), TicketAction.Paged, e => e with { By = Plans.By, Page = new(new(EscalationClock.Answer, 0, Level.Operations, e.At), "bob", Level.Operations, []) });
        await EventAsync(host, "bad", Monday.AddHours(2.5), TicketAction.Acknowledged);
        await FireAsync(host);

        var first = await host.Http.GetStringAsync("api/reviews/2026-W48", Cancel);
        var review = JsonDocument.Parse(first).RootElement;
        Assert.Equal((1, 2, 2, 1, 1), (Figure(review, "opened"), Figure(review, "open"), Figure(review, "aged"), Figure(review, "pages"), Figure(review, "ledToAction")));
        Assert.Equal(["bad", "old"], review.GetProperty("important").EnumerateArray().Select(ticket => ticket.Text("id")));

        await using var late = At(Monday.AddDays(30), host);
        await EventAsync(host, "old", Monday.AddDays(8), TicketAction.Edited, e => e with { Subject = Subject("Renamed", Severity.Sev1), RootCause = "Known now" });
        await EventAsync(host, "old", Monday.AddDays(9), TicketAction.Resolved);
        await EventAsync(host, "bad", Monday.AddDays(9), TicketAction.Mitigated);
        await EventAsync(host, "new", Monday.AddDays(10), TicketAction.Opened, e => e with { Subject = Subject("New", Severity.Sev1) });
        var again = await late.Http.PostAsync("api/reviews/2026-W48", null, Cancel);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(first, await late.Http.GetStringAsync("api/reviews/2026-W48", Cancel));
    }

    [Fact]
    public async Task Weeks_that_were_missed_are_made_up_for_since_the_first_ticket_at_most_eight()
    {
        await using var host = At(Monday);
        await FireAsync(host);
        Assert.Equal(["2026-W47"], await WeeksAsync(host, ""));

        await EventAsync(host, "old", Monday.AddDays(1), TicketAction.Opened, e => e with { Subject = Subject("Old", Severity.Sev3) });
        await using var thursday = At(Monday.AddDays(3), host);
        await thursday.Http.PostAsync("api/reviews/2026-W48", null, Cancel);
        Assert.True((await ListAsync(host, ""))[0].GetProperty("partial").GetBoolean());
        await using var december = At(Monday.AddDays(21), host);
        await FireAsync(december);
        Assert.Equal(["2026-W50", "2026-W49", "2026-W48", "2026-W47"], await WeeksAsync(host, ""));
        Assert.All(await ListAsync(host, ""), review => Assert.False(review.GetProperty("partial").GetBoolean()));

        await using var april = At(Monday.AddDays(7 * 20), host);
        await FireAsync(april);
        Assert.Equal(["2027-W14", "2027-W13", "2027-W12", "2027-W11", "2027-W10", "2027-W09", "2027-W08", "2027-W07", "2027-W06", "2026-W50"], await WeeksAsync(host, "?limit=10"));
        Assert.Equal(["2026-W49", "2026-W48"], await WeeksAsync(host, "?limit=2&after=2026-W50"));
    }

    [Fact]
    public async Task It_can_be_had_as_JSON_as_Markdown_and_as_a_page_in_which_texts_stay_texts()
    {
        await using var host = new AppHost(azurite) { Clock = new FakeTimeProvider(Monday.AddDays(6)) };
        const string Title = "<script>alert(1)</script> | [x](javascript:alert(2)) <img src=x onerror=alert(3)> **b** javascript:alert(4) https://example.com\n# h";
        await EventAsync(host, "bad", Monday, TicketAction.Opened, e => e with { Subject = Subject(Title, Severity.Sev1) });
        await EventAsync(host, "bad", Monday.AddHours(1), TicketAction.Edited, e => e with { RootCause = "a\n\n## b\n<b>c</b>" });
        Assert.True((await host.Http.PostAsync("api/reviews/2026-W48", null, Cancel)).IsSuccessStatusCode);

        var html = await AskAsync(host, "?format=html", null, "text/html");
        Assert.Equal(html, await AskAsync(host, "", "text/html, application/xhtml+xml, application/json;q=0.9, */*;q=0.8", "text/html"));
        var markdown = await AskAsync(host, "", "application/json;q=0.1, text/markdown", "text/markdown");
        Assert.Equal(markdown, await AskAsync(host, "?format=md", "text/html", "text/markdown"));
        var json = await AskAsync(host, "", "*/*", "application/json");
        Assert.Equal(Title, JsonDocument.Parse(json).RootElement.GetProperty("important")[0].Text("title"));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<a ", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; | [x](javascript:alert(2))", html, StringComparison.Ordinal);
        Assert.Contains("**b**", html, StringComparison.Ordinal);
        var known = new[] { "Tickets", "The important ones", "Aged", "Times", "Ideas" };
        Assert.All(markdown.Split('\n').Where(line => line.StartsWith('#')).Skip(1), line => Assert.Contains(line[3..], known));
        var cells = markdown.Split('\n').Single(line => line.StartsWith("| sev1 | `bad`", StringComparison.Ordinal));
        Assert.Equal(7, cells.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|'));
        Assert.DoesNotMatch("<[^>]*(src|href)=", html);
    }

    [Fact]
    public async Task Promotions_trainings_and_ideas_are_those_of_the_models()
    {
        var clock = new FakeTimeProvider(Monday.AddDays(1));
        await using var host = new AppHost(azurite) { Clock = clock };
        await host.WithTheSampleTaskAsync();
        for (var model = 1; model <= 2; model++)
        {
            await host.UploadAsync(SampleTask.Csv(600, seed: model));
            await host.TrainAsync(new { trainer = "median" });
            Assert.True((await host.PromoteAsync(model, force: true)).IsSuccessStatusCode);
        }

        clock.Advance(TimeSpan.FromHours(1));
        var review = await (await host.Http.PostAsync("api/reviews/2026-W48", null, Cancel)).JsonAsync();
        var task = Assert.Single(review.GetProperty("tasks").EnumerateArray());
        Assert.Equal((2, 2, 0, 2, 2), (task.Int("promotions"), task.Int("forced"), task.Int("rollbacks"), task.Int("succeeded"), task.Int("promoted")));
        Assert.Equal((1, 1), (review.GetProperty("ideas").Int("tried"), review.GetProperty("ideas").Int("good")));
        Assert.Empty(review.GetProperty("experiments").EnumerateArray());

        await host.Http.PostAsync(AppHost.Task("rollbacks"), null, Cancel);
        clock.Advance(TimeSpan.FromHours(1));
        review = await (await host.Http.PostAsync("api/reviews/2026-W48", null, Cancel)).JsonAsync();
        Assert.Equal((1, 0), (review.GetProperty("ideas").Int("tried"), review.GetProperty("ideas").Int("good")));
        Assert.Equal(1, Figure(review, "rollbacks"));
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_refused_in_words()
    {
        await using var host = new AppHost(azurite) { Clock = new FakeTimeProvider(Monday) };
        foreach (var week in new[] { "2026-W49", "2025-W53", "2026-11-23", "last", "2026-w48" })
        {
            await (await host.Http.GetAsync($"api/reviews/{week}", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
            await (await host.Http.PostAsync($"api/reviews/{week}", null, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        }

        var none = await (await host.Http.GetAsync("api/reviews/2026-W48", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Contains("POST /api/reviews/2026-W48", none.Text("detail"), StringComparison.Ordinal);
        await (await host.Http.GetAsync("api/reviews/2026-W48?format=pdf", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.GetAsync("api/reviews?after=x", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.GetAsync("api/reviews?limit=0", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    private static TicketSubject Subject(string title, Severity severity) => new(SampleTask.Definition.Name, title, severity, Source: TicketSubject.FromPeople);

    private static async Task EventAsync(AppHost host, string id, DateTimeOffset at, TicketAction action, Func<TicketEvent, TicketEvent>? with = null)
    {
        var kept = await host.Services.GetRequiredService<TicketDesk>().ChangeAsync(
            TicketId.Parse(id),
            (before, _) =>
            {
                var next = new TicketEvent((before?.Events ?? 0) + 1, at, action, "ann", "A test.");
                return Task.FromResult<Result<TicketEvent>?>((Result<TicketEvent>)(with?.Invoke(next) ?? next));
            },
            Cancel);
        Assert.True(kept?.IsDone);
    }

    /// <summary>An instance that is started at a time: a clock that jumps weeks would ring every second of them.</summary>
    private AppHost At(DateTimeOffset time, AppHost? before = null) =>
        before is null ? new(azurite) { Clock = new FakeTimeProvider(time) } : new(azurite, before.Prefix) { Clock = new FakeTimeProvider(time) };

    /// <summary>As the timer does.</summary>
    private static Task FireAsync(AppHost host) => host.Services.GetRequiredService<ReviewWeeklyFunction>().Run(new TimerInfo(), Cancel);

    private static async Task<string> AskAsync(AppHost host, string query, string? accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/reviews/2026-W48{query}");
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        var answer = await host.Http.SendAsync(request, Cancel);
        Assert.Equal(MediaTypeHeaderValue.Parse($"{type}; charset=utf-8"), answer.Content.Headers.ContentType);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<JsonElement[]> ListAsync(AppHost host, string query) =>
        [.. (await host.Http.GetFromJsonAsync<JsonElement>($"api/reviews{query}", Cancel)).GetProperty("reviews").EnumerateArray()];

    private static async Task<string?[]> WeeksAsync(AppHost host, string query) => [.. (await ListAsync(host, query)).Select(review => review.Text("week"))];

    private static int Figure(JsonElement review, string name) => review.GetProperty("headline").Int(name);
}

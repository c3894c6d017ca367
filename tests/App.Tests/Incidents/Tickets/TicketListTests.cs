using System.Net;
using System.Net.Http.Headers;
using CsvHelper;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Tickets;

public sealed class TicketListTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tickets_are_found_by_what_they_are_and_by_words()
    {
        var clock = new FakeTimeProvider(new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();
        var late = (await host.OpenAsync("Late.", "sev1", "Café Zürich waits for LONG")).Text("id")!;
        clock.Advance(TimeSpan.FromHours(1));
        var early = (await host.OpenAsync("Early.", "sev3", source: "prometheus")).Text("id")!;
        clock.Advance(TimeSpan.FromHours(1));
        var wrong = (await host.OpenAsync("Wrong.", "sev2")).Text("id")!;
        await host.DoAsync(late, "acknowledge", new { by = "ada" });
        await host.DoAsync(early, "escalate", new { level = "senior" });
        await host.DoAsync(wrong, "resolve", new { rootCause = "A loose cable." });

        foreach (var (query, titles) in new[]
        {
            ("", "Wrong. Early. Late."), ("?status=active", "Early. Late."), ("?status=resolved,acknowledged", "Wrong. Late."), ($"?status=open{string.Concat(Enumerable.Repeat(",open", 1000))}", "Early."), ("?severity=sev1,sev2", "Wrong. Late."), ("?assignee=ada", "Late."),
            ("?level=senior", "Early."), ("?source=prometheus", "Early."), ("?source=people", "Wrong. Late."), ("?openedFrom=2026-03-04T06:00:00Z", "Wrong. Early."), ("?openedTo=2026-03-04T06:00:00Z", "Late."),
            ("?search=caf%C3%A9%20long", "Late."), ("?search=LOOSE%20cable", "Wrong."), ("?search=cable%20caf%C3%A9", ""), ("?search=" + early, "Early."), ("?alarm=mae", ""), ("?team=nobody", ""), ("?overdue=true", ""),
            ("?task=sample-task&status=active&severity=sev3&search=early", "Early."), ("?limit=2", "Wrong. Early."),
        })
            Assert.Equal((query, titles), (query, string.Join(' ', (await host.ListAsync(query)).Titles)));

        clock.Jump(TimeSpan.FromHours(24));
        Assert.Equal(["Late."], (await host.ListAsync("?overdue=true")).Titles);
        foreach (var query in new[] { "severity=sev9", "level=ceo", "level=senior,engineer", "openedFrom=yesterday", "overdue=maybe", "status=open,lost", "format=xml" })
            await (await host.Http.GetAsync($"api/tickets?{query}", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("?limit=3")]
    [InlineData("?limit=3&search=ticket")]
    public async Task Pages_hold_each_ticket_once(string query)
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        foreach (var i in Enumerable.Range(0, 7))
            await host.OpenAsync($"Ticket {i}.");
        var (titles, next) = await host.ListAsync(query);
        var all = titles.ToList();
        while (next is not null)
        {
            (titles, next) = await host.ListAsync($"{query}&after={Uri.EscapeDataString(next)}");
            all.AddRange(titles);
        }

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"Ticket {i}."), all.Order());
    }

    [Fact]
    public async Task The_file_has_every_ticket_of_the_filter_and_no_formula()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        await host.OpenAsync("=HYPERLINK(\"https://example.org\",\"a\")", description: "Two\nlines, and \"quotes\".");
        await host.OpenAsync("+1", description: new string('ä', 8000));
        await host.OpenAsync("Another.", "sev4");
        var request = new HttpRequestMessage(HttpMethod.Get, "api/tickets?severity=sev2&limit=1");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));

        var answer = await host.Http.SendAsync(request, Cancel);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        await using var csv = CsvReader.Create(await answer.Content.ReadAsStreamAsync(Cancel), new CsvReaderOptions());
        var rows = new List<(string Title, string Severity, string Description)>();
        while (await csv.ReadAsync(Cancel))
            rows.Add((csv.GetString(2), csv.GetString(3), csv.GetString(21)));
        Assert.Equal([("'+1", "sev2", new string('ä', 8000)), ("'=HYPERLINK(\"https://example.org\",\"a\")", "sev2", "Two\nlines, and \"quotes\".")], rows.OrderBy(row => row.Title, StringComparer.Ordinal));
        Assert.StartsWith("id,task,title", await host.Http.GetStringAsync("api/tickets?format=csv", Cancel), StringComparison.Ordinal);
    }
}

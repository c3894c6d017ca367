using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Tickets;

public sealed class TicketTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly TicketSubject Subject = new(SampleTask.Definition.Name, "mae is beyond its threshold.", Severity.Sev2, "mae");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Told_by_many_at_once_a_change_opens_one_ticket_with_one_event()
    {
        await using var host = new AppHost(azurite);
        var tickets = host.Services.GetRequiredService<AlarmTickets>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tickets.TellAsync(Subject, Change(1, AlarmState.Firing), Cancel)));

        var ticket = Assert.Single(await TicketsAsync(host, ""));
        var shown = await host.Http.GetFromJsonAsync<JsonElement>($"api/tickets/{ticket.Text("id")}", Cancel);
        Assert.Equal("opened", Assert.Single(shown.GetProperty("events").EnumerateArray()).Text("action"));
    }

    [Fact]
    public async Task They_are_listed_by_task_and_status_and_what_is_asked_wrongly_is_refused()
    {
        await using var host = new AppHost(azurite);
        var tickets = host.Services.GetRequiredService<AlarmTickets>();
        foreach (var state in new[] { AlarmState.Firing, AlarmState.Ok, AlarmState.Firing })
            await tickets.TellAsync(Subject, Change(state == AlarmState.Ok ? 2 : (await TicketsAsync(host, "")).Length == 0 ? 1 : 3, state), Cancel);

        Assert.Single(await TicketsAsync(host, "?task=sample-task&status=reopened"));
        Assert.Empty(await TicketsAsync(host, "?status=open"));
        Assert.Empty(await TicketsAsync(host, "?task=another-task"));
        foreach (var query in new[] { "?status=lost", "?status=1", "?task=No", "?limit=0" })
            await (await host.Http.GetAsync($"api/tickets{query}", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.GetAsync("api/tickets/none", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.GetAsync("api/tickets/a%20b", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.GetAsync("api/tickets/none?after=x", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    private static async Task<JsonElement[]> TicketsAsync(AppHost host, string query) =>
        [.. (await host.Http.GetFromJsonAsync<JsonElement>($"api/tickets{query}", Cancel)).GetProperty("tickets").EnumerateArray()];

    private static AlarmChange Change(int number, AlarmState to) => new(
        number, Start.AddMinutes(number), AlarmState.Ok, to, new AlarmEvaluation(Start, Start.AddMinutes(number), Verdict.Worse, 1.5, 100, "A look."), TicketId.Of(Subject.Task, "mae", 1), 3);
}

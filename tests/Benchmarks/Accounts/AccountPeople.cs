using System.Text.Json;

namespace MlFunctions.Benchmarks.Accounts;

/// <summary>What people do: they are on call, answer tickets and open some.</summary>
internal sealed class AccountPeople(FilledHost host, CancellationToken cancel)
{
    /// <summary>Nobody listens there, so a message waits for its next try.</summary>
    private const string Nowhere = "http://127.0.0.1:9/";

    private const string Issues = """
        { "task": "deliveries", "issues": [
          { "key": "OPS-1", "fields": { "summary": "Late.", "created": "2026-02-01T10:00:00.000+0000", "status": { "name": "In Progress" }, "updated": "2026-02-01T11:00:00.000+0000", "priority": { "name": "Medium" },
            "comment": { "comments": [ { "author": { "displayName": "Ada" }, "created": "2026-02-01T12:00:00.000+0000", "body": "On it." } ] } } } ] }
        """;

    public async Task DeclareTeamAsync()
    {
        var contacts = new[] { new { channel = "webhook", to = Nowhere } };
        await host.PutAsync(
            "api/on-call/couriers",
            new
            {
                tasks = new[] { AccountTasks.Deliveries },
                people = new object[] { new { name = "ada", contacts }, new { name = "ben", contacts, quiet = new { from = "22:00", to = "07:00", timeZone = "Europe/Berlin" } } },
                layers = new object[]
                {
                    new { level = "operations", people = new[] { "ada", "ben" }, start = "2026-01-05", at = "09:00", days = 7, timeZone = "Europe/Berlin" },
                    new { level = "senior", people = new[] { "ben" }, start = "2026-01-05", at = "09:00", days = 28, timeZone = "Europe/Berlin" },
                },
                policies = new { sev1 = new { againMinutes = 10 } },
            },
            cancel);
        await host.PostAsync("api/on-call/couriers/overrides", new { level = "operations", person = "ben", until = host.Now.AddDays(20), by = "ada", reason = "A wedding." }, cancel);
    }

    /// <summary>Every command on tickets.</summary>
    public async Task AnswerAsync()
    {
        var alarm = (await host.GetAsync($"api/tickets?task={AccountTasks.Deliveries}", cancel)).GetProperty("tickets").EnumerateArray().First(ticket => ticket.GetProperty("alarms").EnumerateObject().Any());
        var first = await OpenAsync("Orders are late.", "sev2");
        var second = await OpenAsync("Orders are late again.", "sev3");
        await DoAsync(Id(alarm), "acknowledge", new { by = "ada" });
        await DoAsync(Id(first), "assign", new { by = "ada", assignee = "ben" });
        await DoAsync(Id(first), "escalate", new { by = "ada" });
        await DoAsync(Id(first), "mitigate", new { by = "ben", detail = "Rolled back." });
        await DoAsync(Id(first), "plan", new { by = "ben", title = "Test units.", owner = "ada", due = host.Now.AddDays(20) });
        await DoAsync(Id(first), "edit", new { by = "ben", severity = "sev3" });
        await DoAsync(Id(second), "comment", new { by = "ada", text = "The same as before." });
        await DoAsync(Id(second), "duplicate", new { by = "ada", of = Id(first) });
        await DoAsync(Id(first), "resolve", new { by = "ben", rootCause = "Seconds, not minutes." });
        await DoAsync(Id(first), "reopen", new { by = "ada", detail = "Late again." });
        await host.PostTextAsync("api/jira/issues", Issues, "application/json", cancel);
        var silence = await host.PostAsync($"api/tasks/{AccountTasks.Deliveries}/alarms/mae/silences", new { until = host.Now.AddDays(1), reason = "Known.", by = "ada" }, cancel);
        await host.DeleteAsync($"api/tasks/{AccountTasks.Deliveries}/alarms/mae/silences/{Id(silence)}", cancel);
    }

    /// <summary>A ticket whose page is still to be sent.</summary>
    public async Task LeaveOpenAsync()
    {
        await OpenAsync("The map is wrong.", "sev1");
        await host.FireAsync("TendTickets");
    }

    private Task<JsonElement> OpenAsync(string title, string severity) =>
        host.PostAsync("api/tickets", new { task = AccountTasks.Deliveries, title, severity, description = "Seen in the shop.", evidence = new[] { "https://example.org/1" }, by = "ada" }, cancel);

    private Task<JsonElement> DoAsync(string ticket, string command, object body) => host.PostAsync($"api/tickets/{ticket}/{command}", body, cancel);

    private static string Id(JsonElement named) => named.GetProperty("id").GetString()!;
}

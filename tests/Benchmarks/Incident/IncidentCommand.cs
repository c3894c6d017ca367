using System.Globalization;
using System.Text.Json;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Demo;
using MlFunctions.Standalone;

namespace MlFunctions.Benchmarks.Incident;

/// <summary>An incident from its cause to the weekly review, on the demo: deliveries take longer, an alarm fires, people are paged, and nobody answers.</summary>
internal static class IncidentCommand
{
    public static Command Command { get; } = new(
        "incident [--rate 50] [--shift 15] [--seed 1]",
        "The demo with a shift in it: alarm, ticket with its bundle, pages by webhook and mail, escalation as the clock is moved, and the review that lists it.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        await using var bed = await TestBed.SetUpAsync(cancel);
        await using var pages = await PageBox.OpenAsync();
        await using var mails = new MailBox();
        var (clock, table) = (new MovableClock(), new MarkdownTable("after", "what", "seen"));
        await using var host = StandaloneHost.Create(Settings(bed, mails), null, clock);
        await host.StartAsync(cancel);
        using var http = new HttpClient { BaseAddress = bed.Address };
        var run = new IncidentRun(http, clock, table);
        await run.PutAsync("api/on-call/deliveries", IncidentTeam.Document(pages.Address), cancel);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var options = new DemoOptions(arguments.Count("rate", 50), arguments.Count("seed", 1), arguments.Count("shift", 15));
        var demo = new DemoRun(http, Say, clock, options).RunAsync(stop.Token);
        await StoryAsync(run, pages, mails, cancel);
        await stop.CancelAsync();
        await demo.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await host.StopAsync(cancel);
        return new Report(table, []);
    }

    private static async Task StoryAsync(IncidentRun run, PageBox pages, MailBox mails, CancellationToken cancel)
    {
        var ticket = await IncidentRun.UntilAsync("The ticket of the alarm", () => run.TicketAsync(cancel), cancel);
        var path = $"api/tickets/{ticket.Id}";
        run.Tell("a ticket", $"{ticket.Json.GetProperty("severity")} {ticket.Json.GetProperty("title")} {ticket.Json.GetProperty("detail")}");
        var bundled = await EventAsync(run, path, "bundled", 1, cancel);
        var taken = bundled.GetProperty("at").GetDateTimeOffset() - ticket.Json.GetProperty("openedAt").GetDateTimeOffset();
        var parts = Parts(await run.GetAsync($"{path}/bundle", cancel));
        run.Tell("its bundle", string.Create(CultureInfo.InvariantCulture, $"kept {taken.TotalSeconds:0.0} s after the ticket was opened: {parts}"));

        await PagedAsync(run, path, pages, mails, 1, cancel);
        run.Move(TimeSpan.FromMinutes(16));
        await PagedAsync(run, path, pages, mails, 2, cancel);
        await run.PostAsync($"{path}/acknowledge", new { by = "cleo" }, cancel);
        run.Tell("acknowledged", "by cleo; the clock of the solution goes on");
        run.Move(TimeSpan.FromHours(24));
        await PagedAsync(run, path, pages, mails, 3, cancel);

        await run.PostAsync($"{path}/mitigate", new { by = "eva", detail = "Couriers from the next district are on their way." }, cancel);
        await run.PostAsync($"{path}/plan", new { by = "eva", title = "Tell the model of road works", owner = "cleo", due = "2030-01-01T00:00:00Z" }, cancel);
        var resolved = await run.PostAsync($"{path}/resolve", new { by = "eva", rootCause = "A bridge is closed, and nobody told the model." }, cancel);
        run.Tell("resolved", $"acknowledged, mitigated, resolved after {Hours(resolved, "timeToAcknowledge")}, {Hours(resolved, "timeToMitigate")}, {Hours(resolved, "timeToResolve")} hours");
        await ReviewAsync(run, ticket.Id, resolved.GetProperty("resolvedAt").GetDateTimeOffset(), cancel);
    }

    /// <summary>The n-th page, on the webhook and in the mail.</summary>
    private static async Task PagedAsync(IncidentRun run, string path, PageBox pages, MailBox mails, int number, CancellationToken cancel)
    {
        var paged = await EventAsync(run, path, "paged", number, cancel);
        var (level, person) = (paged.GetProperty("page").GetProperty("level"), paged.GetProperty("page").GetProperty("person"));
        var page = await IncidentRun.UntilAsync("The page on the webhook", () => Task.FromResult(pages.Pages.Select(one => (JsonElement?)one).FirstOrDefault(one => IsOf(one!.Value, paged)) is { } found ? new Found(found) : null), cancel);
        var mail = await IncidentRun.UntilAsync("The mail", () => Task.FromResult(mails.Mails.Where(one => one.StartsWith($"{person}@", StringComparison.Ordinal)).ElementAtOrDefault(0)), cancel);
        run.Tell("a page", $"{person} ({level}), signed, with {page.Json.GetProperty("evidence").GetArrayLength()} alarms as they are now: {paged.GetProperty("detail")}");
        run.Tell("a mail", mail);
    }

    private static bool IsOf(JsonElement page, JsonElement paged) => page.GetProperty("event").GetProperty("number").GetInt32() == paged.GetProperty("number").GetInt32();

    private static async Task<JsonElement> EventAsync(IncidentRun run, string path, string action, int number, CancellationToken cancel) =>
        (await IncidentRun.UntilAsync($"The event {action}", async () => (await run.GetAsync($"{path}?limit=1000", cancel)).GetProperty("events").EnumerateArray()
            .Where(one => one.GetProperty("action").GetString() == action).Skip(number - 1).Select(one => new Found(one)).FirstOrDefault(), cancel)).Json;

    private static async Task ReviewAsync(IncidentRun run, string ticket, DateTimeOffset at, CancellationToken cancel)
    {
        var week = string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(at.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(at.UtcDateTime):00}");
        await run.PostAsync($"api/reviews/{week}", new { }, cancel);
        var lines = (await run.TextAsync($"api/reviews/{week}?format=md", cancel)).Split('\n');
        Console.WriteLine(string.Join('\n', lines));
        run.Tell("the review", $"{week}: {lines.FirstOrDefault(line => line.Contains(ticket, StringComparison.Ordinal)) ?? throw new BenchmarkException("It does not list the ticket.")}");
    }

    private static string Hours(JsonElement ticket, string time) => TimeSpan.FromSeconds(ticket.GetProperty(time).GetDouble()).TotalHours.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Parts(JsonElement bundle) => string.Join(", ", bundle.EnumerateObject().Select(part =>
        part.Name == "missing" ? $"missing: {part.Value}" : part.Value.ValueKind == JsonValueKind.Array ? string.Create(CultureInfo.InvariantCulture, $"{part.Name} ({part.Value.GetArrayLength()})") : part.Name));

    private static string[] Settings(TestBed bed, MailBox mails) =>
    [
        "--urls", bed.Address.ToString(), "--AzureWebJobsStorage", bed.ConnectionString, "--MlFunctions:StoragePrefix", TestBed.Prefix, "--TrainingSchedule", "* * * * * *",
        $"--Secrets:{IncidentTeam.Secret}", PageBox.Secret, $"--Secrets:{IncidentTeam.Secret}:hosts", "127.0.0.1", "--Receivers:allowPrivate", "true", "--SmtpServer", string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{mails.Port}"), "--SmtpFrom", "mlfunctions@example.org",
    ];

    /// <summary>What the demo says, but for its counting.</summary>
    private static void Say(string line)
    {
        if (!line.Contains("mean absolute error", StringComparison.Ordinal) && !line.Contains("Open or call", StringComparison.Ordinal))
            Console.WriteLine(line);
    }

    private sealed record Found(JsonElement Json);
}

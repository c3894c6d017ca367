using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Logs;
using MlFunctions.Benchmarks.Samples;
using MlFunctions.Standalone.Emulation;

namespace MlFunctions.Benchmarks.Outage;

/// <summary>What callers see, and what the log keeps, when storage is taken away under load.</summary>
internal static class OutageCommand
{
    private const int Before = 5;
    private const int After = 12;

    public static Command Command { get; } = new(
        "outage [--seconds 30] [--log required|best-effort|both] [--rate 200] [--connections 1000] [--seed 1]",
        "Takes storage away under load and gives it back, with a required and with a best-effort log; exit code 1 when an answer is neither in the log nor counted lost.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var seed = arguments.Count("seed", 1);
        var load = new OutageLoad(arguments.Count("rate", 200), arguments.Count("connections", 1000), Before, arguments.Count("seconds", 30), After, seed);
        var scenarios = Scenario.Of(arguments.Text("log", Scenario.Both));
        var folder = Directory.CreateTempSubdirectory("bench-azurite-");
        try
        {
            var options = new AzuriteOptions { BlobPort = ServerProcess.FreePort(), TablePort = ServerProcess.FreePort(), DataFolder = folder.FullName };
            await using var bed = await TestBed.SetUpAsync(options, cancel);
            await using var host = await bed.StartHostAsync(cancel);
            await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
            return Tell(await RunAsync(bed, load, scenarios, cancel));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<OutageReport>> RunAsync(TestBed bed, OutageLoad load, IReadOnlyList<Scenario> scenarios, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = bed.Address };
        var (task, counters) = (new TrainedTask(http, ReadyModel.Task), new ServingCounters(http));
        var run = new OutageRun(bed, new LogTail(bed.Account), new SampleOrders(load.Seed), load);
        var reports = new List<OutageReport>();
        foreach (var (number, scenario) in scenarios.Index())
        {
            // What ships is required.
            if (scenario.Mode != Scenario.Required)
                await task.DeclareAsync("log", scenario.Mode, cancel);
            var before = await counters.RowsLostAsync(cancel);
            var report = await run.RunAsync(scenario, $"outage{number}", cancel);
            reports.Add(report with { Counted = await counters.RowsLostAsync(cancel) - before });
        }
        return reports;
    }

    private static Report Tell(List<OutageReport> reports)
    {
        var table = new MarkdownTable(
            "log", "answered", "503", "without Retry-After", "other", "longest wait for a 503, s", "first answer after, s", "last 503 after, s", "answered meanwhile", "p99 of calls meanwhile, ms",
            "rows in the log", "lost by the log", "lost by the counter", "unaccounted", "wrong", "twice");
        foreach (var report in reports)
        {
            table.Add(
                report.Scenario.Name, report.Answered, report.Refusals, report.Mute, report.OtherStatuses, Report.Text(report.LongestRefusal, "0.0"), Report.Text(report.Recovery, "0.0"), Report.Text(report.LastRefusal, "0.0"),
                report.Meanwhile, Report.Text(report.During.At(0.99), "0.0"), report.Log.Rows, report.Log.Lost, report.Counted?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no counter",
                report.Unaccounted, report.Log.Wrong.Count, report.Log.Twice);
        }
        return new Report(table, [.. reports.Select(Figure)], reports.All(report => report.Holds));
    }

    private static Figure Figure(OutageReport report) => new(
        $"outage, {report.Scenario.Name}",
        report.Scenario.Mode == Scenario.Required
            ? $"{report.Answered:#,0} answered and {report.Refusals:#,0} times 503; the first answer {Report.Text(report.Recovery, "0.0")} s after storage; {report.Unaccounted} missing, {report.Log.Twice} twice"
            : $"{report.Answered:#,0} answered, p99 {Report.Text(report.During.At(0.99), "0.0")} ms meanwhile; {report.Log.Rows:#,0} in the log and {report.Log.Lost:#,0} counted lost");
}

using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Kill;

/// <summary>Whether an answered prediction is really kept: the host is killed under load, again and again.</summary>
internal static class KillCommand
{
    private const double FewestSeconds = 2;
    private const double MostSeconds = 6;
    private const int Examples = 5;

    public static Command Command { get; } = new(
        "kill [--rounds 3] [--connections 16] [--seed 1]",
        "Kills the host (SIGKILL) under load and looks up every prediction that it had answered; exit code 1 when one is missing, wrong or there twice.",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        var (rounds, seed) = (arguments.Count("rounds", 3), arguments.Count("seed", 1));
        await using var bed = await TestBed.SetUpAsync(cancel);
        var host = await bed.StartHostAsync(cancel);
        try
        {
            await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
            var round = new KillRound(bed, arguments.Count("connections", 16), new SampleOrders(seed));
            var random = new Random(seed);
            var reports = new List<KillReport>();
            for (var number = 1; number <= rounds; number++)
            {
                var after = TimeSpan.FromSeconds(FewestSeconds + ((MostSeconds - FewestSeconds) * random.NextDouble()));
                (var report, host) = await round.RunAsync(host, number, after, cancel);
                Complain(report);
                reports.Add(report);
            }
            return Tell(reports);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static void Complain(KillReport report)
    {
        foreach (var (fault, times) in report.Faults.Take(Examples))
            Console.WriteLine($"  before the kill, {times} times: {fault}");
        foreach (var id in report.Findings.Missing.Take(Examples))
            Console.WriteLine($"  missing: {id}");
        foreach (var id in report.Findings.Wrong.Take(Examples))
            Console.WriteLine($"  wrong: {id}");
    }

    private static int Tell(List<KillReport> reports)
    {
        var table = new MarkdownTable("round", "killed after, s", "back after, s", "calls cut off", "answered", "found", "missing", "wrong", "twice", "rows in the log", "broken lines", "faults before the kill");
        foreach (var (index, report) in reports.Index())
        {
            table.Add(
                index + 1, Seconds(report.Seconds), Seconds(report.Back), report.CutOff, report.Answered, report.Findings.Found, report.Findings.Missing.Count,
                report.Findings.Wrong.Count, report.Log.Twice, report.Log.Rows, report.Log.Broken, report.Faults.Values.Sum());
        }
        Console.WriteLine($"\n{table}\n\nOn {Machine.Description}.");
        return reports.All(report => report.IsClean) ? 0 : 1;

        static string Seconds(double seconds) => FormattableString.Invariant($"{seconds:0.0}");
    }
}

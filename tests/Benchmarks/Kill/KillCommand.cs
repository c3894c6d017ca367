using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Logs;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Kill;

/// <summary>Whether an answered prediction is really kept: hosts on one account are killed under load, again and again.</summary>
internal static class KillCommand
{
    private const double FewestSeconds = 2;
    private const double MostSeconds = 6;
    private const int Examples = 5;

    public static Command Command { get; } = new(
        "kill [--rounds 10] [--instances 2] [--connections 16] [--look-ups 500] [--seed 1]",
        "Kills hosts (SIGKILL) under load and looks up every prediction that they had answered; exit code 1 when one is missing, wrong or there twice.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var (rounds, seed, count) = (arguments.Count("rounds", 10), arguments.Count("seed", 1), arguments.Count("instances", 2));
        await using var bed = await TestBed.SetUpAsync(cancel);
        Instance[] instances = [.. Enumerable.Range(0, count).Select(place => new Instance(bed, place == 0 ? bed.Address : TestBed.NewAddress()))];
        try
        {
            await instances[0].StartAsync(cancel);
            await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
            await Task.WhenAll(instances.Select(instance => instance.StartAsync(cancel)));
            var round = new KillRound(instances, new LogTail(bed.Account), arguments.Count("connections", 16), new SampleOrders(seed), arguments.Count("look-ups", 500));
            return Tell(await RunAsync(round, rounds, count, new Random(seed), cancel), count);
        }
        finally
        {
            await Task.WhenAll(instances.Select(instance => instance.KillAsync()));
        }
    }

    private static async Task<List<KillReport>> RunAsync(KillRound round, int rounds, int instances, Random random, CancellationToken cancel)
    {
        var reports = new List<KillReport>();
        for (var number = 1; number <= rounds; number++)
        {
            var after = TimeSpan.FromSeconds(FewestSeconds + ((MostSeconds - FewestSeconds) * random.NextDouble()));
            bool[] doomed = [.. Enumerable.Range(0, instances).Select(_ => random.Next(2) == 0)];
            doomed[random.Next(instances)] = true;
            reports.Add(await round.RunAsync(number, after, doomed, cancel));
            Complain(reports[^1]);
        }
        return reports;
    }

    private static void Complain(KillReport report)
    {
        foreach (var (fault, times) in report.Faults.Take(Examples))
            Console.WriteLine($"  before the kill, {times} times: {fault}");
        foreach (var id in report.Log.Missing.Take(Examples))
            Console.WriteLine($"  missing: {id}");
        foreach (var id in report.Log.Wrong.Take(Examples))
            Console.WriteLine($"  wrong: {id}");
        foreach (var id in report.Lost.Take(Examples))
            Console.WriteLine($"  not found through another instance: {id}");
    }

    private static Report Tell(List<KillReport> reports, int instances)
    {
        var table = new MarkdownTable(
            "round", "killed", "after, s", "back after, s", "calls cut off", "answered", "found", "missing", "wrong", "twice", "rows in the log", "broken lines", "looked up elsewhere", "lost there", "faults before");
        foreach (var (index, report) in reports.Index())
        {
            table.Add(
                index + 1, report.Killed, Report.Text(report.Seconds, "0.0"), Report.Text(report.Back, "0.0"), report.CutOff, report.Answered, report.Log.Found, report.Log.Missing.Count,
                report.Log.Wrong.Count, report.Log.Twice, report.Log.Rows, report.Log.Broken, report.LookedUp, report.Lost.Count, report.Faults.Values.Sum());
        }
        var bad = reports.Sum(report => report.Log.Missing.Count + report.Log.Wrong.Count + report.Log.Twice + report.Lost.Count);
        var figure = new Figure($"`kill -9` under load, {reports.Count} times, {instances} instances", $"{reports.Sum(report => report.Answered):#,0} answered predictions, of which {bad} are missing, wrong or twice");
        return new Report(table, [figure], reports.All(report => report.IsClean));
    }
}

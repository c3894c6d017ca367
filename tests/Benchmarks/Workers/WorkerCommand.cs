using System.Reflection;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Samples;
using MlFunctions.Benchmarks.Throughput;
using MlFunctions.FunctionsHost;

namespace MlFunctions.Benchmarks.Workers;

/// <summary>What the isolated worker adds to a call: predictions with their log beside a function that does nothing, both behind the same played Functions host.</summary>
internal static class WorkerCommand
{
    private const int Bodies = 2_000;

    public static Command Command { get; } = new(
        "worker [<published worker>] [--rounds 7] [--seconds 8] [--warm-up 40000] [--connections 16] [--seed 1]",
        "Predictions a second through the isolated worker with the log on, beside an empty function in a worker of its own, in alternating rounds by wrk.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        Wrk.Require();
        var seed = arguments.Count("seed", 1);
        await using var bed = await TestBed.SetUpAsync(cancel);
        await using (await bed.StartHostAsync(cancel))
            await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
        var settings = new Dictionary<string, string>
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["AzureWebJobsStorage"] = bed.ConnectionString,
            ["MlFunctions__StoragePrefix"] = TestBed.Prefix,
        };
        await using var ours = await LocalFunctionsHost.StartAsync(new(arguments.PlaceOr(0, BuiltFolder), settings), cancel);
        await using var template = await LocalFunctionsHost.StartAsync(EmptyWorker.Template, cancel);
        await using var composed = await LocalFunctionsHost.StartAsync(EmptyWorker.ComposedWith(settings), cancel);
        var orders = new SampleOrders(seed);
        using var bodies = new BodyFile([.. Enumerable.Range(0, Bodies).Select(_ => orders.Single())]);
        await FirstAnswer.AskAsync(new Uri(ours.Address, $"api/tasks/{ReadyModel.Task}/predictions"), bodies.First, cancel);
        await using var timers = new TimerLoop(ours);
        WorkerRun[] runs =
        [
            new("empty function, the template's worker", template, "api/empty", bed),
            new("empty function, this application's worker", composed, "api/empty", bed),
            new("prediction, log on", ours, $"api/tasks/{ReadyModel.Task}/predictions", bed),
        ];
        var idle = await RunAsync(runs, bodies.Path, arguments, cancel);
        return Tell(runs, idle, arguments.Count("connections", 16));
    }

    private static string BuiltFolder => typeof(WorkerCommand).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "WorkerFolder").Value!;

    /// <summary>Rounds alternate, and so does who is first, so that what slows the machine down meets all alike.</summary>
    /// <returns>Milliseconds of processor time a second that the last worker uses without calls.</returns>
    private static async Task<double> RunAsync(WorkerRun[] runs, string bodies, Arguments arguments, CancellationToken cancel)
    {
        var (connections, seconds, warmUp) = (arguments.Count("connections", 16), arguments.Count("seconds", 8), arguments.Count("warm-up", 40_000));
        foreach (var run in runs)
        {
            Console.WriteLine($"{run.Name}: {warmUp} calls to warm up …");
            await run.WarmUpAsync(bodies, connections, warmUp, cancel);
        }

        var idle = await runs[^1].IdleAsync(TimeSpan.FromSeconds(seconds), cancel);
        var rounds = arguments.Count("rounds", 7);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var run in round % 2 == 0 ? runs : runs.Reverse())
            {
                await run.MeasureAsync(bodies, connections, seconds, cancel);
                Console.WriteLine($"round {round + 1}, {run.Name}: {Report.Text(run.Rounds[^1].Wrk.PerSecond, "0")} a second");
            }
        }

        return idle;
    }

    private static Report Tell(WorkerRun[] runs, double idle, int connections)
    {
        var table = new MarkdownTable(
            $"through the played host, {connections} connections", "requests a second", "p50, ms", "p99, ms", "worker, µs a call", "played host, µs a call", "Azurite, µs a call", "errors", "of the template's rate");
        foreach (var run in runs)
        {
            table.Add(
                run.Name, Report.Text(Rate(run), "0"), Report.Text(P50(run), "0.0"), Report.Text(P99(run), "0.0"), Report.Text(run.Median(round => round.Worker), "0"),
                Report.Text(run.Median(round => round.Host), "0"), Report.Text(run.Median(round => round.Storage), "0"), run.Errors, Report.Text(Rate(run) / Rate(runs[0]), "0.00"));
        }

        var (empty, ours) = (runs[0], runs[^1]);
        var figure = new Figure(
            "predictions through the isolated worker over an empty function of the template, same played host",
            $"{Report.Text(Rate(ours) / Rate(empty), "0.00")} ({Report.Text(Rate(ours), "#,0")} of {Report.Text(Rate(empty), "#,0")} a second), p99 {Report.Text(P99(ours), "0.0")} and {Report.Text(P99(empty), "0.0")} ms");
        return new Report(table, [figure], runs.Sum(run => run.Errors) == 0)
        {
            Notes = [$"Medians of the rounds. Without calls the timers of the predictions' worker use {Report.Text(idle, "0")} ms of processor time a second, which its figure contains."],
        };
    }

    private static double Rate(WorkerRun run) => run.Median(round => round.Wrk.PerSecond);

    private static double P50(WorkerRun run) => run.Median(round => round.Wrk.P50) / 1e3;

    private static double P99(WorkerRun run) => run.Median(round => round.Wrk.P99) / 1e3;
}

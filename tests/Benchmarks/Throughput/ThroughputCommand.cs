using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Samples;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;

namespace MlFunctions.Benchmarks.Throughput;

/// <summary>What everything around the model costs: the host with its log, beside a bare handler with the same model and none.</summary>
internal static class ThroughputCommand
{
    private const string Task = "delivery-time";
    private const int Bodies = 2_000;

    public static Command Command { get; } = new(
        "throughput [--seconds 10] [--warm-up 5] [--connections 16] [--seed 1]",
        "Single predictions a second and their latency by wrk, on the Standalone host with its log and on a bare Kestrel handler without.",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        Wrk.Require();
        var seed = arguments.Count("seed", 1);
        var run = new ThroughputRun(Path.GetTempFileName(), arguments.Count("connections", 16), arguments.Count("seconds", 10), arguments.Count("warm-up", 5));
        var artifact = Path.GetTempFileName();
        try
        {
            var orders = new SampleOrders(seed);
            await File.WriteAllLinesAsync(run.Bodies, Enumerable.Range(0, Bodies).Select(_ => $$"""{"input":{{orders.Next()}}}"""), cancel);
            var host = await HostAsync(run, artifact, seed, cancel);
            var bare = await BareAsync(run, artifact, cancel);
            return Report(run, bare, host);
        }
        finally
        {
            File.Delete(run.Bodies);
            File.Delete(artifact);
        }
    }

    private static async Task<Measured> HostAsync(ThroughputRun run, string artifact, int seed, CancellationToken cancel)
    {
        await using var bed = await TestBed.SetUpAsync(cancel);
        await using var host = await bed.StartHostAsync(cancel);
        var version = await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
        var model = await new ModelStore(bed.Account).ReadArtifactAsync(TaskName.Parse(Task), version, cancel);
        await File.WriteAllBytesAsync(artifact, model.IsDone ? model.Value : throw new BenchmarkException(model.Refusal.Detail), cancel);
        return await run.MeasureAsync("Standalone host, log on", new Uri(bed.Address, $"api/tasks/{Task}/predictions"), cancel);
    }

    private static async Task<Measured> BareAsync(ThroughputRun run, string artifact, CancellationToken cancel)
    {
        var address = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}/");
        await using var bare = await BareServer.StartAsync(artifact, address, cancel);
        return await run.MeasureAsync("bare Kestrel handler, no log", address, cancel);
    }

    private static int Report(ThroughputRun run, Measured bare, Measured host)
    {
        if (bare.FirstOutput != host.FirstOutput)
            throw new BenchmarkException($"The two do not answer alike, so they cannot be compared: {bare.FirstOutput} and {host.FirstOutput}.");
        var table = new MarkdownTable($"single predictions, {run.Connections} connections", "requests a second", "p50, ms", "p99, ms", "errors");
        foreach (var (name, _, wrk) in new[] { bare, host })
            table.Add(name, Text(wrk.PerSecond, "0"), Text(wrk.P50 / 1e3, "0.00"), Text(wrk.P99 / 1e3, "0.00"), wrk.Errors);
        table.Add("host over bare handler", Text(host.Wrk.PerSecond / bare.Wrk.PerSecond, "0.000"), Text((double)host.Wrk.P50 / bare.Wrk.P50, "0.0"), Text((double)host.Wrk.P99 / bare.Wrk.P99, "0.0"), "");
        Console.WriteLine($"\n{table}\n\nwrk, the handlers and Azurite on one machine: {Machine.Description}.");
        return bare.Wrk.Errors + host.Wrk.Errors == 0 ? 0 : 1;
    }

    private static string Text(double value, string format) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
}

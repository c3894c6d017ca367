using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Peers;

namespace MlFunctions.Benchmarks.Throughput;

/// <summary>What everything around the model costs: the host with its log, beside a bare handler with the same model and none, and beside FastAPI with XGBoost.</summary>
internal static class ThroughputCommand
{
    public static Command Command { get; } = new(
        "throughput [--seconds 10] [--warm-up 10] [--connections 16] [--seed 1]",
        "Single predictions a second and their latency by wrk, on the Standalone host with its log, on a bare Kestrel handler without, and on FastAPI with XGBoost.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        Wrk.Require();
        await using var contenders = await Contenders.SetUpAsync(arguments.Count("seed", 1), cancel);
        var run = new ThroughputRun(contenders.BodyFile, arguments.Count("connections", 16), arguments.Count("seconds", 10), arguments.Count("warm-up", 10));
        var host = await run.MeasureAsync(contenders.Host, cancel);
        var bare = await run.MeasureAsync(contenders.Bare, cancel);
        if (bare.FirstOutput != host.FirstOutput)
            throw new BenchmarkException($"The two do not answer alike, so they cannot be compared: {bare.FirstOutput} and {host.FirstOutput}.");
        var peer = contenders.FastApi is { } fastApi ? await run.MeasureAsync(fastApi, cancel) : null;
        return Tell(run, host, bare, peer);
    }

    private static Report Tell(ThroughputRun run, Measured host, Measured bare, Measured? peer)
    {
        var table = new MarkdownTable($"single predictions, {run.Connections} connections", "requests a second", "p50, ms", "p99, ms", "errors", "host over it");
        Measured[] all = peer is null ? [host, bare] : [host, bare, peer];
        foreach (var (name, _, wrk) in all)
            table.Add(name, Report.Text(wrk.PerSecond, "0"), Report.Text(wrk.P50 / 1e3, "0.00"), Report.Text(wrk.P99 / 1e3, "0.00"), wrk.Errors, Report.Text(host.Wrk.PerSecond / wrk.PerSecond, "0.00"));
        var figures = all[1..].Select(other => new Figure(
            $"the same over {other.Name}", $"{Report.Text(host.Wrk.PerSecond / other.Wrk.PerSecond, "0.00")} of {Report.Text(other.Wrk.PerSecond, "#,0")} a second"));
        var single = new Figure(
            "single predictions, each logged before it is answered",
            $"{Report.Text(host.Wrk.PerSecond, "#,0")} a second, p50 {Report.Text(host.Wrk.P50 / 1e3, "0.0")} ms, p99 {Report.Text(host.Wrk.P99 / 1e3, "0.0")} ms (`wrk -c{run.Connections}`)");
        return new Report(table, [single, .. figures], all.Sum(one => one.Wrk.Errors) == 0) { Notes = peer is null ? [FastApi.Remedy] : [] };
    }
}

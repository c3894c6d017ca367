using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Samples;
using MlFunctions.Benchmarks.Throughput;

namespace MlFunctions.Benchmarks.Batch;

/// <summary>Rows a second where many inputs come in one call; each is a row of the log before the call is answered.</summary>
internal static class BatchCommand
{
    private const int Bodies = 20;

    public static Command Command { get; } = new(
        "batch [--inputs 1000] [--seconds 10] [--warm-up 10] [--connections 4] [--seed 1]",
        "Predictions a second in calls of 1,000 inputs by wrk, with the log on.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        Wrk.Require();
        var (inputs, connections, seed) = (arguments.Count("inputs", 1000), arguments.Count("connections", 4), arguments.Count("seed", 1));
        await using var bed = await TestBed.SetUpAsync(cancel);
        await using var host = await bed.StartHostAsync(cancel);
        await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
        var orders = new SampleOrders(seed);
        using var bodies = new BodyFile([.. Enumerable.Range(0, Bodies).Select(_ => orders.Batch(inputs))]);
        var url = ReadyModel.Predictions(bed.Address);
        await FirstAnswer.AskAsync(url, bodies.First, cancel);
        await Wrk.RunAsync(url, bodies.Path, connections, arguments.Count("warm-up", 10), cancel);
        return Tell(inputs, await Wrk.RunAsync(url, bodies.Path, connections, arguments.Count("seconds", 10), cancel));
    }

    private static Report Tell(int inputs, WrkResult wrk)
    {
        var table = new MarkdownTable("inputs a call", "rows a second", "calls a second", "p50, ms", "p99, ms", "errors");
        table.Add(inputs, Report.Text(inputs * wrk.PerSecond, "0"), Report.Text(wrk.PerSecond, "0.0"), Report.Text(wrk.P50 / 1e3, "0.0"), Report.Text(wrk.P99 / 1e3, "0.0"), wrk.Errors);
        return new Report(table, [new($"predictions in calls of {inputs:#,0}, log on", $"{Report.Text(inputs * wrk.PerSecond, "#,0")} rows a second")], wrk.Errors == 0);
    }
}

using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Samples;
using MlFunctions.Benchmarks.Throughput;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Benchmarks.Ranking;

/// <summary>Rankings a second: a request with its products, logged before it is answered.</summary>
internal static class RankingCommand
{
    private const string Task = "search-ranking";
    private const string Trainer = "lightgbm";
    private const int Bodies = 200;

    public static Command Command { get; } = new(
        "ranking [--products 100] [--seconds 10] [--warm-up 10] [--connections 16] [--seed 1]",
        "Rankings of 100 products a second by wrk, with the log on.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        Wrk.Require();
        var (products, connections, seed) = (arguments.Count("products", 100), arguments.Count("connections", 16), arguments.Count("seed", 1));
        await using var bed = await TestBed.SetUpAsync(cancel);
        await using var host = await bed.StartHostAsync(cancel);
        var shop = new SampleShop(seed);
        await PromoteAsync(bed.Address, shop.Csv(), seed, cancel);
        using var bodies = new BodyFile([.. Enumerable.Range(0, Bodies).Select(_ => shop.Call(products))]);
        var url = new Uri(bed.Address, $"api/tasks/{Task}/predictions");
        var first = await FirstAnswer.AskAsync(url, bodies.First, cancel);
        var row = PredictionId.Parse(first.GetProperty("id").GetString()!).Length;
        await Wrk.RunAsync(url, bodies.Path, connections, arguments.Count("warm-up", 10), cancel);
        return Tell(products, bodies, row, await Wrk.RunAsync(url, bodies.Path, connections, arguments.Count("seconds", 10), cancel));
    }

    private static async Task PromoteAsync(Uri host, string rows, int seed, CancellationToken cancel)
    {
        Console.WriteLine("Uploading sample queries, training, promoting, ranking …");
        using var http = new HttpClient { BaseAddress = host };
        var task = new TrainedTask(http, Task);
        await task.PromoteAsync(await task.TrainAsync(rows, Trainer, seed, cancel), cancel);
    }

    private static Report Tell(int products, BodyFile bodies, int row, WrkResult wrk)
    {
        var table = new MarkdownTable("products", "rankings a second", "products a second", "p50, ms", "p99, ms", "errors", "bytes a request", "bytes of a log row");
        table.Add(
            products, Report.Text(wrk.PerSecond, "0"), Report.Text(products * wrk.PerSecond, "0"), Report.Text(wrk.P50 / 1e3, "0.0"), Report.Text(wrk.P99 / 1e3, "0.0"),
            wrk.Errors, Report.Text(bodies.Bytes, "0"), row);
        return new Report(table, [new($"rankings of {products} products, log on", $"{Report.Text(wrk.PerSecond, "#,0")} a second, p50 {Report.Text(wrk.P50 / 1e3, "0.0")} ms, p99 {Report.Text(wrk.P99 / 1e3, "0.0")} ms")], wrk.Errors == 0);
    }
}

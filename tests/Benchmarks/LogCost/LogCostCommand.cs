using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Loads;
using MlFunctions.Benchmarks.Logs;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.LogCost;

/// <summary>What the log costs in storage for each prediction: the more come at once, the more share an operation.</summary>
internal static class LogCostCommand
{
    private const int Bodies = 2_000;
    private const int WarmUpRate = 1_000;
    private static readonly int[] Rates = [100, 1_000, 10_000];

    public static Command Command { get; } = new(
        "log-cost [--seconds 10] [--warm-up 10] [--connections 256] [--seed 1]",
        "Bytes and storage operations of the log for each prediction at 100, 1,000 and 10,000 open-loop requests a second.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var (seconds, connections, seed) = (arguments.Count("seconds", 10), arguments.Count("connections", 256), arguments.Count("seed", 1));
        await using var bed = await TestBed.SetUpAsync(cancel);
        await using var host = await bed.StartHostAsync(cancel);
        await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
        var (orders, url) = (new SampleOrders(seed), ReadyModel.Predictions(bed.Address));
        var calls = Enumerable.Range(0, Bodies).Select(_ => HttpCall.Post(url, orders.Single())).ToList();
        Task<Answers> RunAsync(int rate, int length) => new OpenLoop(url, calls, connections).RunAsync(Arrivals.Poisson(rate, length, seed), cancel: cancel);

        await RunAsync(WarmUpRate, arguments.Count("warm-up", 10));
        var found = new List<(int Rate, Answers Answers, LogSize Log)>();
        foreach (var rate in Rates)
        {
            Console.WriteLine($"{rate:#,0} requests a second for {seconds} s …");
            var before = await LogSize.ReadAsync(bed.Account, cancel);
            var answers = await RunAsync(rate, seconds);
            found.Add((rate, answers, await LogSize.ReadAsync(bed.Account, cancel) - before));
        }
        return Tell(found);
    }

    private static Report Tell(List<(int Rate, Answers Answers, LogSize Log)> found)
    {
        var table = new MarkdownTable("asked, a second", "answered, a second", "p99, ms", "not answered", "log bytes a prediction", "appends", "operations a prediction", "appends a second");
        var figures = new List<Figure>();
        foreach (var (rate, answers, log) in found)
        {
            var good = answers.Due.Length - answers.Errors;
            var each = (double)(log.Appends + log.Blobs) / good;
            table.Add(
                rate, Report.Text(answers.Rate, "0"), Report.Text(answers.Latency.At(0.99), "0.0"), answers.Errors, Report.Text((double)log.Bytes / good, "0"), log.Appends,
                Report.Text(each, "0.0000"), Report.Text(log.Appends / (good / answers.Rate), "0"));
            figures.Add(new($"log at {rate:#,0} predictions a second", $"{Report.Text((double)log.Bytes / good, "0")} bytes and {Report.Text(each, "0.000")} storage operations for each ({Report.Text(answers.Rate, "#,0")} a second answered)"));
        }
        return new Report(table, figures);
    }
}

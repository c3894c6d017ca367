using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Freshness;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Loads;
using MlFunctions.Benchmarks.Outcomes;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.TickCost;

/// <summary>What a tick of the metric timer costs, at traffic a thousand times apart: one instance serves, another only runs the timer.</summary>
internal static class TickCostCommand
{
    private const int Bodies = 2_000;
    private const int OutcomesATelling = 50;
    private static readonly int[] Rates = [10, 1_000, 10_000];
    private static readonly Uri Functions = new("admin/functions", UriKind.Relative);

    public static Command Command { get; } = new(
        "tick-cost [--seconds 20] [--warm-up 60] [--connections 256] [--seed 1]",
        "Processor time and storage operations of a one-second metric timer at 10, 1,000 and 10,000 open-loop requests a second, with up to 500 outcomes a second.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var (seconds, warmUp, connections, seed) = (arguments.Count("seconds", 20), arguments.Count("warm-up", 60), arguments.Count("connections", 256), arguments.Count("seed", 1));
        await using var bed = await TestBed.SetUpAsync(cancel);
        var off = new Dictionary<string, string> { ["TaskMetricsSchedule"] = "disabled" };
        await using var host = await bed.StartHostAsync(bed.Address, off, cancel);
        await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
        off["TaskMetricsSchedule"] = "* * * * * *";
        await using var timer = await CountedHost.StartAsync(bed.ConnectionString, TestBed.Prefix, off, cancel);
        var (orders, url) = (new SampleOrders(seed), ReadyModel.Predictions(bed.Address));
        var calls = Enumerable.Range(0, Bodies).Select(_ => HttpCall.Post(url, orders.Single())).ToList();

        // The code is compiled then, and the longer spans have met all their bins, as after a day at any traffic.
        await RunAsync(Rates[^1], warmUp);
        var found = new List<(int Rate, Answers Answers, long Told, TickCosts Cost)>();
        foreach (var rate in Rates)
        {
            Console.WriteLine($"{rate:#,0} requests a second for {seconds} s …");
            // A second or two for what the run before has left.
            await Task.Delay(TimeSpan.FromSeconds(2), cancel);
            var before = await CostAsync(timer, cancel);
            var (answers, told) = await RunAsync(rate, seconds);
            found.Add((rate, answers, told, await CostAsync(timer, cancel) - before));
        }

        return Tell(found);

        async Task<(Answers Answers, long Told)> RunAsync(int rate, int length)
        {
            var loop = new OpenLoop(url, calls, connections);
            var stream = new OutcomeStream(bed.Address, OutcomesATelling, seed);
            using var stop = new CancellationTokenSource();
            var running = loop.RunAsync(Arrivals.Poisson(rate, length, seed), (_, _, body) => stream.Hear(body), cancel);
            var telling = stream.RunAsync(() => loop.Now, stop.Token);
            var answers = await running;
            await stop.CancelAsync();
            await telling;
            return (answers, stream.Answered is [.., var last] ? last.Accepted : 0);
        }
    }

    private static async Task<TickCosts> CostAsync(CountedHost timer, CancellationToken cancel)
    {
        var functions = await timer.Http.GetFromJsonAsync<JsonElement>(Functions, cancel);
        var runs = functions.EnumerateArray().Single(function => function.GetProperty("name").GetString() == "ComputeTaskMetrics").GetProperty("runs").GetInt32();
        var cost = await timer.CostAsync(cancel);
        return new(runs, cost.CpuSeconds, cost.Requests.Values.Sum());
    }

    private static Report Tell(List<(int Rate, Answers Answers, long Told, TickCosts Cost)> found)
    {
        var table = new MarkdownTable("asked, a second", "answered, a second", "outcomes, a second", "ticks", "processor time a tick, ms", "storage operations a tick");
        foreach (var (rate, answers, told, cost) in found)
            table.Add(rate, Report.Text(answers.Rate, "0"), Report.Text(told / (answers.Due[^1] - answers.Due[0]), "0"), cost.Ticks, Report.Text(cost.Milliseconds, "0.0"), Report.Text(cost.Operations, "0.0"));
        double Ratio(Func<TickCosts, double> of) => found.Max(one => of(one.Cost)) / found.Min(one => of(one.Cost));
        return new Report(table, [new(
            "a tick of the metric timer at 10, 1,000, 10,000 requests a second",
            $"{string.Join(", ", found.Select(one => Report.Text(one.Cost.Milliseconds, "0.0")))} ms of processor time, {string.Join(", ", found.Select(one => Report.Text(one.Cost.Operations, "0.0")))} storage operations")])
        {
            Notes = [$"The dearest tick takes {Report.Text(Ratio(cost => cost.Milliseconds), "0.00")} times the processor time of the cheapest, and {Report.Text(Ratio(cost => cost.Operations), "0.00")} times its storage operations."],
        };
    }
}

/// <summary>What the instance that runs the timer has cost: all that it does between ticks is in it.</summary>
internal sealed record TickCosts(int Ticks, double CpuSeconds, int Requests)
{
    public double Milliseconds => 1e3 * CpuSeconds / Ticks;

    public double Operations => (double)Requests / Ticks;

    public static TickCosts operator -(TickCosts after, TickCosts before) => new(after.Ticks - before.Ticks, after.CpuSeconds - before.CpuSeconds, after.Requests);
}

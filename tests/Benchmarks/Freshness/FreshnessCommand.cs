using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Loads;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Freshness;

/// <summary>How long after an outcome is answered the live metrics count it.</summary>
internal static class FreshnessCommand
{
    private const int Bodies = 2_000;
    private const int Connections = 64;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.05);

    public static Command Command { get; } = new(
        "freshness [--seconds 30] [--warm-up 10] [--rate 1000] [--outcomes 200] [--seed 1]",
        "Open-loop requests a second, and outcomes told in bodies ten times a second: from each answer until GET …/metrics counts it.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var (seconds, rate, outcomes, seed) = (arguments.Count("seconds", 30), arguments.Count("rate", 1_000), arguments.Count("outcomes", 200), arguments.Count("seed", 1));
        await using var bed = await TestBed.SetUpAsync(cancel);
        await using var host = await bed.StartHostAsync(cancel);
        await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
        var (orders, url) = (new SampleOrders(seed), ReadyModel.Predictions(bed.Address));
        var calls = Enumerable.Range(0, Bodies).Select(_ => HttpCall.Post(url, orders.Single())).ToList();
        await new OpenLoop(url, calls, Connections).RunAsync(Arrivals.Poisson(rate, arguments.Count("warm-up", 10), seed), cancel: cancel);

        Console.WriteLine($"{rate:#,0} requests and {outcomes:#,0} outcomes a second for {seconds} s …");
        var loop = new OpenLoop(url, calls, Connections);
        var stream = new OutcomeStream(bed.Address, Math.Max(1, outcomes / 10), seed);
        var seen = new List<(double At, long Counted)>();
        using var stop = new CancellationTokenSource();
        var answers = loop.RunAsync(Arrivals.Poisson(rate, seconds, seed), (_, _, body) => stream.Hear(body), cancel);
        var (telling, looking) = (stream.RunAsync(() => loop.Now, stop.Token), LookAsync(bed.Address, () => loop.Now, seen, () => stop.IsCancellationRequested ? stream.Answered[^1].Accepted : long.MaxValue, cancel));
        var load = await answers;
        await stop.CancelAsync();
        await telling;
        await looking;
        return Tell(rate, load, Ages(stream.Answered, seen));
    }

    /// <summary>Asks for the metric again and again until all are counted.</summary>
    private static async Task LookAsync(Uri host, Func<double> now, List<(double At, long Counted)> seen, Func<long> all, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = host };
        for (var counted = 0L; counted < all();)
        {
            var page = await http.GetFromJsonAsync<JsonElement>(new Uri($"api/tasks/{ReadyModel.Task}/metrics?span=day", UriKind.Relative), cancel);
            counted = page.GetProperty("spans").EnumerateArray().Sum(span => span.GetProperty("metrics").GetProperty("outcomes").GetProperty("count").GetInt64());
            seen.Add((now(), counted));
            await Task.Delay(Look, cancel);
        }
    }

    /// <summary>Of each outcome, the seconds from its answer to the answer that counts it.</summary>
    private static Percentiles Ages(List<(double At, long Accepted)> answered, List<(double At, long Counted)> seen)
    {
        var ages = new List<double>();
        var before = 0L;
        foreach (var (at, accepted) in answered)
        {
            var counted = seen.First(look => look.Counted >= accepted).At;
            ages.AddRange(Enumerable.Repeat(Math.Max(0, counted - at), (int)(accepted - before)));
            before = accepted;
        }

        return Percentiles.Of(ages);
    }

    private static Report Tell(int rate, Answers load, Percentiles ages)
    {
        var table = new MarkdownTable("asked, a second", "answered, a second", "not answered", "outcomes", "counted after, s: p50", "p95", "p99", "most");
        table.Add(
            rate, Report.Text(load.Rate, "0"), load.Errors, ages.Count, Report.Text(ages.At(0.5), "0.00"), Report.Text(ages.At(0.95), "0.00"), Report.Text(ages.At(0.99), "0.00"), Report.Text(ages.Max, "0.00"));
        return new Report(table, [new($"an answered outcome is in the metrics, at {rate:#,0} requests a second", $"after {Report.Text(ages.At(0.5), "0.00")} s, p95 {Report.Text(ages.At(0.95), "0.00")} s, most {Report.Text(ages.Max, "0.00")} s")]);
    }
}

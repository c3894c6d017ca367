using System.Text.Json.Nodes;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Loads;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Shadows;

/// <summary>What shadows cost those who wait for answers: the live p99 with and without them, in turn, at half of saturation.</summary>
internal static class ShadowCommand
{
    private const int Bodies = 2000;
    private const int Shadows = 2;
    private const double Tail = 0.975;

    public static Command Command { get; } = new(
        "shadow [--rounds 12] [--seconds 8] [--connections 128] [--seed 1]",
        "Live latency without and with two shadows, in alternating runs with the same open-loop arrivals at half of saturation; exit code 1 when a call fails, or shadows scored nothing.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var (rounds, seconds, connections, seed) = (arguments.Count("rounds", 12), arguments.Count("seconds", 8), arguments.Count("connections", 128), arguments.Count("seed", 1));
        await using var bed = await TestBed.SetUpAsync(cancel);
        await using var host = await bed.StartHostAsync(cancel);
        using var http = new HttpClient { BaseAddress = bed.Address };
        var shadows = await TrainAsync(http, bed.Address, seed, cancel);
        var orders = new SampleOrders(seed);
        var run = new ShadowRun(bed, host, http, shadows, [.. Enumerable.Range(0, Bodies).Select(_ => orders.Single())], connections);
        var saturation = await run.SaturationAsync(cancel);
        var (without, with) = (new List<ShadowRound>(), new List<ShadowRound>());
        for (var round = 0; round < rounds; round++)
        {
            // A B, then B A, so that what changes slowly falls on both alike.
            foreach (var isOn in round % 2 == 0 ? [false, true] : new[] { true, false })
                (isOn ? with : without).Add(await run.MeasureAsync(isOn, Arrivals.Poisson(saturation / 2, seconds, seed + round), cancel));
        }

        return Tell(without, with, saturation);
    }

    /// <summary>One model in production, and the shadows.</summary>
    private static async Task<int[]> TrainAsync(HttpClient http, Uri host, int seed, CancellationToken cancel)
    {
        await ReadyModel.PromoteAsync(host, seed, cancel);
        var (task, models) = (new TrainedTask(http, ReadyModel.Task), new int[Shadows]);
        // Shadows are not spared, however slow the machine is: what they cost is to be seen.
        await task.DeclareAsync("promotion", new JsonObject { ["maxP99Milliseconds"] = 10_000 }, cancel);
        for (var shadow = 0; shadow < Shadows; shadow++)
            models[shadow] = await task.TrainAsync(ReadyModel.Csv(seed), "lightgbm", seed + shadow + 1, cancel);
        return models;
    }

    private static Report Tell(List<ShadowRound> without, List<ShadowRound> with, double saturation)
    {
        var table = new MarkdownTable("shadows", "answered, a second", "p50, ms", "p90, ms", "p99, ms", "p99 of each run, ms", "host's processor time a call, µs", "errors", "scored", "shed");
        Add(table, "none", without);
        Add(table, $"{Shadows}", with);
        var (p99, p50) = (Change(without, with, 0.99), Change(without, with, 0.5));
        var errors = without.Concat(with).Sum(round => round.Answers.Errors);
        var figure = new Figure(
            $"live p99 with {Shadows} shadows, at half of saturation ({Report.Text(saturation / 2, "#,0")} a second)",
            $"{p99}; p50 {p50}; {without.Count} pairs of runs");
        return new Report(table, [figure], errors == 0 && with.All(round => round.Scored > 0) && without.All(round => round.Scored == 0))
        {
            Notes = [$"{figure.What}: {figure.Value}."],
        };
    }

    private static void Add(MarkdownTable table, string name, List<ShadowRound> rounds)
    {
        var all = Percentiles.Of(rounds.SelectMany(round => round.Milliseconds));
        table.Add(
            name, Report.Text(rounds.Average(round => round.Answers.Rate), "0"), Ms(all.At(0.5)), Ms(all.At(0.9)), Ms(all.At(0.99)),
            string.Join(' ', rounds.Select(round => Report.Text(round.Answers.Latency.At(0.99), "0.0"))), Report.Text(rounds.Average(round => round.ProcessorMicroseconds), "0.0"),
            rounds.Sum(round => round.Answers.Errors), rounds.Sum(round => round.Scored), rounds.Sum(round => round.Shed));
    }

    /// <summary>The geometric mean of the runs' paired ratios, with its 95 % interval by Student's t on their logarithms.</summary>
    private static string Change(List<ShadowRound> without, List<ShadowRound> with, double share)
    {
        double[] ratios = [.. without.Zip(with, (off, on) => Math.Log(on.Answers.Latency.At(share) / off.Answers.Latency.At(share)))];
        var half = ratios.Length < 2 ? double.NaN : StudentT.InvCDF(0, 1, ratios.Length - 1, Tail) * ratios.StandardDeviation() / Math.Sqrt(ratios.Length);
        return $"{Percent(ratios.Mean())} ({Percent(ratios.Mean() - half)} to {Percent(ratios.Mean() + half)})";
    }

    private static string Percent(double logarithm) => Report.Text(100 * (Math.Exp(logarithm) - 1), "+0.0;−0.0") + " %";

    private static string Ms(double milliseconds) => Report.Text(milliseconds, "0.00");
}

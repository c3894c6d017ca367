using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Peers;
using MlFunctions.Benchmarks.Throughput;

namespace MlFunctions.Benchmarks.Latency;

/// <summary>How long users wait who come at their own time, at half of what each server can do at most.</summary>
internal static class LatencyCommand
{
    private const double Possible = 0.9;

    public static Command Command { get; } = new(
        "latency [--seconds 10] [--warm-up 10] [--connections 128] [--seed 1]",
        "Latency at half of saturation with open-loop (Poisson) arrivals, on the host with its log and on a bare Kestrel handler without.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        Wrk.Require();
        var seed = arguments.Count("seed", 1);
        await using var contenders = await Contenders.SetUpAsync(seed, cancel);
        var run = new LatencyRun(contenders, arguments.Count("seconds", 10), arguments.Count("warm-up", 10), arguments.Count("connections", 128), seed);
        var bare = await run.MeasureAsync(contenders.Bare, [], cancel);
        var host = await run.MeasureAsync(contenders.Host, [bare[0].Rate], cancel);
        return Tell([.. bare, .. host], bare[0], host[0]);
    }

    private static Report Tell(IEnumerable<Latencies> all, Latencies bare, Latencies host)
    {
        var table = new MarkdownTable("open loop", "saturation, a second", "asked, a second", "answered, a second", "p50, ms", "p90, ms", "p99, ms", "p99.9, ms", "max, ms", "errors", "sent late, p99, ms");
        foreach (var (name, saturation, rate, answers) in all)
        {
            var (latency, lag) = (answers.Latency, answers.Lag);
            table.Add(
                name, Report.Text(saturation, "0"), Report.Text(rate, "0"), Report.Text(answers.Rate, "0"), Ms(latency.At(0.5)), Ms(latency.At(0.9)),
                Ms(latency.At(0.99)), Ms(latency.At(0.999)), Ms(latency.Max), answers.Errors, Ms(lag.At(0.99)));
        }
        var (own, other) = (host.Answers.Latency, bare.Answers.Latency);
        var figure = new Figure(
            "latency at half of saturation, open-loop arrivals",
            $"p50 {Ms(own.At(0.5))} ms, p99 {Ms(own.At(0.99))} ms, p99.9 {Ms(own.At(0.999))} ms at {Report.Text(host.Rate, "#,0")} a second; the bare handler at its own half ({Report.Text(bare.Rate, "#,0")}): p99 {Ms(other.At(0.99))} ms; ratio {Report.Text(own.At(0.99) / other.At(0.99), "0.0")}");
        return new Report(table, [figure], host.Answers.Errors + bare.Answers.Errors == 0);
    }

    /// <summary>Whether a server can be asked so much for long.</summary>
    internal static bool CanTake(double rate, double saturation) => rate < Possible * saturation;

    private static string Ms(double milliseconds) => Report.Text(milliseconds, "0.00");
}

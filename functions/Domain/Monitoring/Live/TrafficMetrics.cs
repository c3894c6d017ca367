using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Domain.Monitoring.Live;

/// <summary>What every task is watched by, whatever its models answer.</summary>
public static class TrafficMetrics
{
    private const int Missing = -1;

    /// <summary>Every such figure.</summary>
    public static IReadOnlyList<Func<Aggregate, LiveMetric>> All { get; } =
    [
        sums => Count("requests", Calls(sums)),
        sums => Count("predictions", sums.Predictions),
        sums => Count("failures", Failures(sums)),
        sums => Share("failureShare", Failures(sums), Calls(sums)) is var share && share.Value is { } failing
            ? share with { StandardError = Math.Sqrt(failing * (1 - failing) / share.Count) }
            : share,
        sums => Latency("latencyP50", sums, 0.5),
        sums => Latency("latencyP95", sums, 0.95),
        sums => Latency("latencyP99", sums, 0.99),
        sums => Share("missingShare", sums.Columns.Values.Sum(column => column[Missing]), sums.Columns.Values.Sum(column => column.Total)),
        sums => Count("outcomes", sums.Outcomes),
    ];

    /// <summary>Answered ones, each of one input or of many, and refused ones.</summary>
    private static long Calls(Aggregate sums) => (sums.Find(HistogramNames.Latency)?.Total ?? 0) + Failures(sums);

    private static long Failures(Aggregate sums) => sums.Find(HistogramNames.Failures)?.Total ?? 0;

    private static LiveMetric Count(string name, long count) => new(name, Math.Max(0, count), Math.Max(0, count));

    private static LiveMetric Share(string name, long part, long whole) => new(name, whole > 0 ? (double)part / whole : null, Math.Max(0, whole));

    /// <summary>Milliseconds, with the ends of the bins that the two order statistics next to the quantile are in.</summary>
    private static LiveMetric Latency(string name, Aggregate sums, double level)
    {
        if (sums.Find(HistogramNames.Latency) is not { Total: > 0 } latency)
            return new LiveMetric(name, null, 0);
        var rank = level * (latency.Total - 1);
        return new LiveMetric(
            name, LogBins.Quantile(latency, level), latency.Total,
            Lower: LogBins.Upper(BinAt(latency, Math.Floor(rank)) - 1), Upper: LogBins.Upper(BinAt(latency, Math.Ceiling(rank))));
    }

    private static int BinAt(Histogram histogram, double rank)
    {
        var below = 0L;
        return histogram.Bins.First(bin => (below += bin.Count) > rank).Bin;
    }
}

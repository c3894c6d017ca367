namespace MlFunctions.Benchmarks.Loads;

/// <summary>What a run's calls came to; times in seconds from the start of the run.</summary>
/// <param name="Due">When each call was due.</param>
/// <param name="Sent">When it was sent; NaN if never.</param>
/// <param name="Ended">When its answer was there; NaN if never.</param>
/// <param name="Status">Of its answer; 0 when the connection broke or nothing came.</param>
internal sealed record Answers(double[] Due, double[] Sent, double[] Ended, int[] Status)
{
    private const int Ok = 200;

    public static Answers Of(double[] due) => new(due, Nothing(due.Length), Nothing(due.Length), new int[due.Length]);

    public int Errors => Status.Count(status => status != Ok);

    /// <summary>Good answers a second, from the first call due to the last answer.</summary>
    public double Rate => (Due.Length - Errors) / (Ended.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max() - Due[0]);

    /// <summary>Of the good answers from when they were due, in milliseconds.</summary>
    public Percentiles Latency => Percentiles.Of(Good.Select(call => 1e3 * (Ended[call] - Due[call])));

    /// <summary>How late the calls were sent, in milliseconds: the generator's own share, and its waiting for a connection.</summary>
    public Percentiles Lag => Percentiles.Of(Good.Select(call => 1e3 * (Sent[call] - Due[call])));

    /// <summary>The latencies of the good answers to calls that were due in a span of the run.</summary>
    public Percentiles Within(Func<double, bool> due) => Percentiles.Of(Good.Where(call => due(Due[call])).Select(call => 1e3 * (Ended[call] - Due[call])));

    private IEnumerable<int> Good => Enumerable.Range(0, Due.Length).Where(call => Status[call] == Ok);

    private static double[] Nothing(int count)
    {
        var times = new double[count];
        Array.Fill(times, double.NaN);
        return times;
    }
}

/// <summary>Order statistics by the nearest rank.</summary>
internal sealed class Percentiles
{
    private readonly double[] sorted;

    private Percentiles(double[] sorted) => this.sorted = sorted;

    public static Percentiles Of(IEnumerable<double> values) => new([.. values.Order()]);

    public int Count => sorted.Length;

    public double Max => sorted is [.., var last] ? last : double.NaN;

    /// <summary>The value that a share of all do not exceed; NaN of none.</summary>
    public double At(double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}

namespace MlFunctions.Domain.Datasets;

/// <summary>Profiles a stream of numbers in memory that does not grow with it.</summary>
/// <remarks>Mean and variance by Welford 1962; quantiles of a uniform reservoir sample, Algorithm R (Vitter 1985).</remarks>
public sealed class NumberProfiler(Random random)
{
    /// <summary>The values kept for the quantiles: their rank error is below 1 % with 95 % confidence (Dvoretzky–Kiefer–Wolfowitz).</summary>
    public const int SampleSize = 20_000;

    private static readonly (string Name, double Share)[] Shares =
        [("p01", 0.01), ("p05", 0.05), ("p25", 0.25), ("p50", 0.50), ("p75", 0.75), ("p95", 0.95), ("p99", 0.99)];

    private readonly List<double> sample = [];
    private double squares;

    public long Count { get; private set; }

    public double Mean { get; private set; }

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    /// <summary>The values that were kept: all of them up to <see cref="SampleSize"/>.</summary>
    public IReadOnlyList<double> Sample => sample;

    /// <summary>Of the sample; NaN below two values.</summary>
    public double StandardDeviation => Count > 1 ? Math.Sqrt(squares / (Count - 1)) : double.NaN;

    public void Add(double value)
    {
        Count++;
        var before = value - Mean;
        Mean += before / Count;
        squares += before * (value - Mean);
        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
        Keep(value);
    }

    /// <summary>The quantiles by name, each the linear interpolation of its two neighbours (Hyndman and Fan 1996, type 7).</summary>
    public IReadOnlyDictionary<string, double> Quantiles()
    {
        var sorted = sample.Order().ToArray();
        return Shares.ToDictionary(s => s.Name, s => At(sorted, s.Share * (sorted.Length - 1)));
    }

    private static double At(double[] sorted, double rank)
    {
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }

    private void Keep(double value)
    {
        if (sample.Count < SampleSize)
            sample.Add(value);
        else if (random.NextInt64(Count) is var place and < SampleSize)
            sample[(int)place] = value;
    }
}

namespace MlFunctions.Domain.Metrics.Bins;

/// <summary>The exact sums of a term and of its powers, from which its mean, spread and skewness follow.</summary>
public sealed record Moments
{
    public long Count { get; set; }

    public ExactSum Sum { get; init; } = new();

    public ExactSum Squares { get; init; } = new();

    public ExactSum Cubes { get; init; } = new();

    /// <summary>NaN of nothing.</summary>
    public double Mean() => Count == 0 ? double.NaN : Sum.Value / Count;

    /// <summary>Of the terms, with n − 1; NaN below two.</summary>
    public double StandardDeviation() => Count < 2 ? double.NaN : Math.Sqrt(Math.Max(0, Squares.Value - (Sum.Value * Mean())) / (Count - 1));

    /// <summary>The third central moment over the cube of the standard deviation; 0 where nothing varies, or terms are so large that their cubes are not known.</summary>
    public double Skewness()
    {
        var (mean, deviation) = (Mean(), StandardDeviation());
        var skewness = (((Cubes.Value - (3 * mean * Squares.Value)) / Count) + (2 * mean * mean * mean)) / (deviation * deviation * deviation);
        return deviation > 0 && double.IsFinite(skewness) ? skewness : 0;
    }

    /// <summary>Adds a term, or with sign −1 takes one back.</summary>
    public void Add(double term, int sign = 1)
    {
        Count += sign;
        Sum.Add(sign * term);
        Squares.Add(sign * term * term);
        Cubes.Add(sign * term * term * term);
    }

    public void Merge(Moments other)
    {
        Count += other.Count;
        Sum.Add(other.Sum);
        Squares.Add(other.Squares);
        Cubes.Add(other.Cubes);
    }
}

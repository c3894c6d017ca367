namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>The two-sample Kolmogorov–Smirnov test: the greatest difference D of the two distribution functions. No smaller share of the rows can have moved.</summary>
/// <remarks>
/// Smirnov, On the Estimation of the Discrepancy between Empirical Curves of Distribution for Two Independent Samples, 1939; p by the limit distribution, with Stephens' correction for small samples
/// (JRSS B 32, 1970). In cells D is at most that of the values themselves, so both it and 1 − p are lower bounds, and the error rate stays below the stated one.
/// </remarks>
public static class KolmogorovSmirnov
{
    public static DriftDetector Detector { get; } = new("ks", "Kolmogorov–Smirnov: greatest difference of the two distribution functions.", Detectors.MovedShare, Measure);

    /// <summary>D, 0 to 1.</summary>
    /// <param name="one">Counts ≥ 0 of ordered cells, some above 0.</param>
    /// <param name="other">Counts of the same cells.</param>
    /// <exception cref="ArgumentException">There are not as many of both.</exception>
    public static double Of(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        if (one.Length != other.Length)
            throw new ArgumentException($"The test needs counts of the same cells, and there are {one.Length} and {other.Length}.", nameof(other));
        var (n, m) = (0.0, 0.0);
        for (var cell = 0; cell < one.Length; cell++)
            (n, m) = (n + one[cell], m + other[cell]);
        var (below, belowOther, most) = (0.0, 0.0, 0.0);
        for (var cell = 0; cell < one.Length; cell++)
        {
            (below, belowOther) = (below + one[cell], belowOther + other[cell]);
            most = Math.Max(most, Math.Abs((below / n) - (belowOther / m)));
        }

        return most;
    }

    /// <summary>How probable as great a difference is without change.</summary>
    /// <param name="difference">D.</param>
    /// <param name="n">Rows of one sample.</param>
    /// <param name="m">Rows of the other.</param>
    public static double PValue(double difference, double n, double m)
    {
        const double Certain = 0.2;
        var lambda = difference * Root(n, m);
        if (lambda < Certain)
            return 1;
        var (sum, sign) = (0.0, 1);
        for (var k = 1; k <= 100; k++, sign = -sign)
            sum += 2 * sign * Math.Exp(-2 * k * k * lambda * lambda);
        return Math.Clamp(sum, 0, 1);
    }

    private static double Root(double n, double m)
    {
        var root = Math.Sqrt(n * m / (n + m));
        return root + 0.12 + (0.11 / root);
    }

    private static Distance? Measure(Samples samples)
    {
        if (!samples.IsOrdered || !samples.IsEnough)
            return null;
        var difference = Of(samples.Live, samples.Reference);
        // The first term of the limit distribution, which is all of it where p is small.
        return new Distance(difference, PValue(difference, samples.N, samples.M), p => Math.Sqrt(-Math.Log(p / 2) / 2) / Root(samples.N, samples.M));
    }
}

using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>The population stability index, PSI = Σ (p − q) ln(p / q) over about ten groups: the symmetric Kullback–Leibler divergence.</summary>
/// <remarks>
/// Lewis, An Introduction to Credit Scoring (1994); without change PSI / (1/n + 1/m) is about χ² with B − 1 degrees of freedom (Yurdakul, Statistical Properties of Population Stability Index, 2018).
/// Every group counts half a row more in both samples (Krichevsky and Trofimov 1981), so that an empty one has a finite index; with samples of 200 this also brings the error rate to the stated one.
/// Of more than a thousand rows it is one in two thousand, so that the index of an empty group does not grow with the traffic.
/// </remarks>
public static class PopulationStability
{
    /// <summary>A change that moves a share of the rows has an index of at least four times its square (Pinsker's inequality, both ways).</summary>
    private const double Floor = 4 * Detectors.MovedShare * Detectors.MovedShare;

    private const double AddedRows = 0.5;
    private const double AddedShare = 0.0005;

    public static DriftDetector Detector { get; } = new("psi", "Population stability index over about ten groups.", Floor, Measure) { IsSquared = true };

    /// <summary>At least 0, and 0 of equal shares; the order of the samples does not matter.</summary>
    /// <param name="one">B counts ≥ 0.</param>
    /// <param name="other">B counts ≥ 0.</param>
    /// <exception cref="ArgumentException">There are none, or not as many of both.</exception>
    public static double Of(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        if (one.IsEmpty || one.Length != other.Length)
            throw new ArgumentException($"The index needs counts of the same groups, and there are {one.Length} and {other.Length}.", nameof(other));
        var (n, m) = (0.0, 0.0);
        for (var group = 0; group < one.Length; group++)
            (n, m) = (n + one[group], m + other[group]);
        var (a, b) = (Math.Max(AddedRows, AddedShare * n), Math.Max(AddedRows, AddedShare * m));
        var sum = 0.0;
        for (var group = 0; group < one.Length; group++)
        {
            var (p, q) = ((one[group] + a) / (n + (a * one.Length)), (other[group] + b) / (m + (b * one.Length)));
            sum += (p - q) * Math.Log(p / q);
        }

        return sum;
    }

    /// <summary>How probable an index of as much or more is without change.</summary>
    /// <param name="index">The index.</param>
    /// <param name="groups">B ≥ 2.</param>
    /// <param name="n">Rows of one sample.</param>
    /// <param name="m">Rows of the other.</param>
    public static double PValue(double index, int groups, double n, double m) =>
        SpecialFunctions.GammaUpperRegularized((groups - 1) / 2.0, index / ((1 / n) + (1 / m)) / 2);

    private static Distance? Measure(Samples samples)
    {
        if (!samples.IsEnough)
            return null;
        var of = DriftGroups.Of(samples);
        var (live, reference) = (new double[of.Max() + 1], new double[of.Max() + 1]);
        for (var cell = 0; cell < of.Length; cell++)
        {
            live[of[cell]] += samples.Live[cell];
            reference[of[cell]] += samples.Reference[cell];
        }

        if (live.Length < 2)
            return null;
        var index = Of(live, reference);
        return new Distance(index, PValue(index, live.Length, samples.N, samples.M), p => ChiSquared.InvCDF(live.Length - 1, 1 - p) * ((1 / samples.N) + (1 / samples.M)));
    }
}

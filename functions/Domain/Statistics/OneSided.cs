using MathNet.Numerics.Distributions;

namespace MlFunctions.Domain.Statistics;

/// <summary>From the 95 % interval of a block bootstrap to a one-sided bound of another level.</summary>
/// <remarks>
/// Each half of a percentile interval is 1.96 standard errors √((B − 1) / B) long; a bound takes it times t of B − 1 degrees of freedom, because B blocks know their own deviation only so well
/// (Efron and Tibshirani 1993, section 12.5; Cameron, Gelbach and Miller, REStat 90 (2008), on few clusters). Both halves keep their own length, so a skewed interval stays skewed.
/// </remarks>
public static class OneSided
{
    private const double Central = 0.95;

    /// <summary>Below this lies the truth with probability <paramref name="level"/>.</summary>
    /// <param name="value">The estimate.</param>
    /// <param name="upper">The upper end of its 95 % interval.</param>
    /// <param name="blocks">That were resampled; of fewer than two nothing is known, and the bound is infinite.</param>
    /// <param name="level">0.95 for 95 %.</param>
    public static double Upper(double value, double upper, int blocks, double level) => value + ((upper - value) * Factor(blocks, level));

    /// <summary>Above this lies the truth with probability <paramref name="level"/>.</summary>
    /// <inheritdoc cref="Upper"/>
    public static double Lower(double value, double lower, int blocks, double level) => value - ((value - lower) * Factor(blocks, level));

    /// <summary>The standard error that a half of the interval tells of.</summary>
    public static double Error(double half, int blocks) => half * Small(blocks) / Normal.InvCDF(0, 1, (1 + Central) / 2);

    private static double Factor(int blocks, double level) => blocks < 2
        ? double.PositiveInfinity
        : StudentT.InvCDF(0, 1, blocks - 1, level) * Small(blocks) / Normal.InvCDF(0, 1, (1 + Central) / 2);

    private static double Small(int blocks) => Math.Sqrt(blocks / (blocks - 1.0));
}

using MathNet.Numerics.Distributions;

namespace MlFunctions.Support.Statistics;

/// <summary>
/// Bounds for how often something may happen in a simulation when the rate that is stated for it is true. They are exact binomial quantiles: a true rate
/// leaves them in at most 1 of 100 simulations, and because seeds are fixed, a test passes always or never.
/// </summary>
internal static class StatedRate
{
    private const double Confidence = 0.99;

    /// <summary>The greatest count that a true rate of at most <paramref name="rate"/> explains.</summary>
    /// <param name="rate">The stated rate, 0 to 1.</param>
    /// <param name="runs">How many simulations were run.</param>
    public static int MaxCount(double rate, int runs) => Enumerable.Range(0, runs + 1).First(count => Binomial.CDF(rate, runs, count) >= Confidence);

    /// <summary>The smallest count that a true rate of at least <paramref name="rate"/> explains.</summary>
    /// <param name="rate">The stated rate, 0 to 1.</param>
    /// <param name="runs">How many simulations were run.</param>
    public static int MinCount(double rate, int runs) => runs - MaxCount(1 - rate, runs);
}

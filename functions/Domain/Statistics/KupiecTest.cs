using MathNet.Numerics;

namespace MlFunctions.Domain.Statistics;

/// <summary>The proportion-of-failures test: is the share of outcomes outside a range the one that the range promises?</summary>
/// <remarks>
/// Kupiec, Techniques for Verifying the Accuracy of Risk Measurement Models, Journal of Derivatives 3 (1995): the likelihood ratio
/// −2 ln[(1 − p)ⁿ⁻ˣ pˣ / ((1 − x/n)ⁿ⁻ˣ (x/n)ˣ)] is χ² with one degree of freedom. It takes outcomes as independent: where they come in
/// correlated blocks, read it beside the block bootstrap's interval.
/// </remarks>
public static class KupiecTest
{
    /// <summary>The p-value of <paramref name="failures"/> in <paramref name="trials"/> where the share <paramref name="expected"/> was promised.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No trials, failures outside 0…trials, or a share outside (0, 1).</exception>
    public static double PValue(long failures, long trials, double expected) =>
        SpecialFunctions.GammaUpperRegularized(0.5, LikelihoodRatio(failures, trials, expected) / 2);

    /// <summary>The statistic, 0 when the share is exactly the promised one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As <see cref="PValue"/>.</exception>
    public static double LikelihoodRatio(long failures, long trials, double expected)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(failures);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(failures, trials);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(expected);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(expected, 1);
        var observed = (double)failures / trials;
        return Math.Max(0, 2 * (LogLikelihood(failures, trials, observed) - LogLikelihood(failures, trials, expected)));
    }

    private static double LogLikelihood(long failures, long trials, double share) =>
        Term(failures, share) + Term(trials - failures, 1 - share);

    private static double Term(long count, double probability) => count == 0 ? 0 : count * Math.Log(probability);
}

namespace MlFunctions.Domain.Statistics;

/// <summary>Quantiles of calibration scores that a new, exchangeable score exceeds with a stated probability, whatever its distribution.</summary>
/// <remarks>
/// Lei, G'Sell, Rinaldo, Tibshirani and Wasserman, Distribution-Free Predictive Inference for Regression, JASA 113 (2018), section 2.2;
/// the two tails are calibrated apart as in Romano, Patterson and Candès, Conformalized Quantile Regression, NeurIPS 2019, theorem 2.
/// </remarks>
public static class ConformalQuantile
{
    /// <summary>The ⌈(n + 1) level⌉-th smallest score: a new score is at most this with probability ≥ level.</summary>
    /// <param name="sorted">n ≥ 1 scores, ascending.</param>
    /// <param name="level">0 to 1; beyond n / (n + 1), where no finite bound exists, the largest score is returned.</param>
    /// <exception cref="ArgumentException">There are no scores.</exception>
    public static double Upper(ReadOnlySpan<double> sorted, double level) => At(sorted, Math.Ceiling(Rank(sorted, level)));

    /// <summary>The ⌊(n + 1) level⌋-th smallest score: a new score is below this with probability ≤ level.</summary>
    /// <param name="sorted">n ≥ 1 scores, ascending.</param>
    /// <param name="level">0 to 1; under 1 / (n + 1), where no finite bound exists, the smallest score is returned.</param>
    /// <exception cref="ArgumentException">There are no scores.</exception>
    public static double Lower(ReadOnlySpan<double> sorted, double level) => At(sorted, Math.Floor(Rank(sorted, level)));

    // (n + 1) × level is a whole number for many n, which binary fractions miss by one unit in the last place.
    private static double Rank(ReadOnlySpan<double> sorted, double level) => Math.Round((sorted.Length + 1) * level, 9);

    private static double At(ReadOnlySpan<double> sorted, double rank) => sorted.IsEmpty
        ? throw new ArgumentException("Conformal calibration needs at least one score.", nameof(sorted))
        : sorted[Math.Clamp((int)rank, 1, sorted.Length) - 1];
}

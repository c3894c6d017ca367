using MathNet.Numerics.Distributions;

namespace MlFunctions.Domain.Statistics;

/// <summary>Is a mean above a line by more than chance, where its terms are skewed and their spread is known from the same terms alone?</summary>
/// <remarks>
/// Hall, On the Removal of Skewness by Transformation, JRSS B 54 (1992): with T the studentised distance and g = γ / √n, the monotone T + g (T² / 3 + 1 / 6) + g² T³ / 27 has no skewness up to 1 / n;
/// it is held against Student's t.
/// </remarks>
public static class StudentisedMean
{
    /// <summary>The probability of a mean that high or higher, if the true one were on the line.</summary>
    /// <param name="distance">The mean minus the line.</param>
    /// <param name="standardError">Of the mean; with 0 any positive distance is certain.</param>
    /// <param name="skewness">γ of a single term.</param>
    /// <param name="count">n.</param>
    public static double UpperTail(double distance, double standardError, double skewness, long count)
    {
        if (!(standardError > 0))
            return distance > 0 ? 0 : 1;
        var (t, g) = (distance / standardError, skewness / Math.Sqrt(count));
        var straight = t + (g * ((t * t / 3) + (1.0 / 6))) + (g * g * t * t * t / 27);
        return StudentT.CDF(0, 1, Math.Max(1, count - 1), -straight);
    }

    /// <summary>The lower confidence bound of a true mean: the one of which a mean this high or higher has the probability <paramref name="alpha"/>.</summary>
    /// <param name="mean">Of the terms.</param>
    /// <param name="standardError">Of the mean, above 0.</param>
    /// <param name="skewness">γ of a single term.</param>
    /// <param name="count">n.</param>
    /// <param name="alpha">Between 0 and 1.</param>
    /// <remarks>With u = T + g (T² / 3 + 1 / 6) + g² T³ / 27 = ((1 + g T / 3)³ − 1) / g + g / 6, T is had back by a cube root.</remarks>
    public static double LowerBound(double mean, double standardError, double skewness, long count, double alpha)
    {
        var (u, g) = (Quantile(Math.Max(1, count - 1), 1 - alpha), skewness / Math.Sqrt(count));
        var t = Math.Abs(g) < Symmetric ? u : 3 / g * (Math.Cbrt(1 + (g * (u - (g / 6)))) - 1);
        return mean - (t * standardError);
    }

    private const double Symmetric = 1e-6;

    /// <summary>From so many degrees of freedom on the expansion is right to five digits, far into the tails.</summary>
    private const int Many = 300;

    /// <summary>Student's quantile; of many degrees of freedom by Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.5, because a root is sought for a tenth of a millisecond.</summary>
    private static double Quantile(double freedom, double level)
    {
        if (freedom < Many)
            return StudentT.InvCDF(0, 1, freedom, level);
        var z = Normal.InvCDF(0, 1, level);
        var (z2, z3, z5) = (z * z, z * z * z, z * z * z * z * z);
        return z + ((z3 + z) / (4 * freedom)) + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * freedom * freedom)) + (((3 * z5 * z2) + (19 * z5) + (17 * z3) - (15 * z)) / (384 * freedom * freedom * freedom));
    }
}

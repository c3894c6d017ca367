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
}

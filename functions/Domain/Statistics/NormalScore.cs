namespace MlFunctions.Domain.Statistics;

/// <summary>Takes the skewness out of a standardised mean.</summary>
/// <remarks>Wilson and Hilferty, The Distribution of Chi-Square, PNAS 17 (1931): the cube root of a gamma variable is nearly normal; here one with the given skewness g, whose shape is 4 / g².</remarks>
public static class NormalScore
{
    private const double Symmetric = 1e-6;

    /// <summary>The normal score of a variable with mean 0 and deviation 1; increases with it.</summary>
    /// <param name="standardised">The variable.</param>
    /// <param name="skewness">g, of the mean of n terms: γ / √n.</param>
    public static double Of(double standardised, double skewness) => Math.Abs(skewness) < Symmetric
        ? standardised
        : (6 / skewness * (Math.Cbrt(1 + (skewness * standardised / 2)) - 1)) + (skewness / 6);
}

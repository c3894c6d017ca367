namespace MlFunctions.Domain.Statistics;

/// <summary>From a probability among sampled rows, where one class was taken more often than it occurs, to the probability among all rows.</summary>
/// <remarks>
/// Dal Pozzolo, Caelen, Johnson and Bontempi, Calibrating Probability with Undersampling for Unbalanced Classification, IEEE SSCI 2015, equation 4,
/// p = β pₛ / (β pₛ − pₛ + 1), with β the odds of the true prevalence over those of the sample; Elkan, The Foundations of Cost-Sensitive Learning,
/// IJCAI 2001, theorem 2. It supposes that rows of a class were taken without regard to their features.
/// </remarks>
/// <param name="OddsRatio">β &gt; 0, by which the odds are multiplied: 1 leaves every probability as it is.</param>
public readonly record struct PriorCorrection(double OddsRatio)
{
    /// <summary>The correction from one share of positives to another, both strictly between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A share is not between 0 and 1.</exception>
    public static PriorCorrection Between(double sampled, double real) => new(Odds(real) / Odds(sampled));

    /// <summary>The probability among all rows: 0 stays 0, 1 stays 1, and the order of rows stays.</summary>
    /// <param name="sampled">The probability among sampled rows, 0 to 1.</param>
    public double Of(double sampled) => OddsRatio * sampled / ((OddsRatio * sampled) + (1 - sampled));

    private static double Odds(double share) => share is > 0 and < 1
        ? share / (1 - share)
        : throw new ArgumentOutOfRangeException(nameof(share), share, "A share of positives must be between 0 and 1.");
}

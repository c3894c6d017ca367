namespace MlFunctions.Domain.Metrics.Bins;

/// <summary>Fixed bins for probabilities: equal steps of the log-odds, fine at both ends, where rare classes are told apart.</summary>
public static class ScoreBins
{
    private const double Step = 0.02;
    private const int Most = 800;

    /// <summary>The bin of a probability, −800 to 799; those beyond log-odds of ±16 share the last ones.</summary>
    public static int Of(double probability) =>
        probability <= 0 ? -Most : probability >= 1 ? Most - 1 : (int)Math.Clamp(Math.Floor(Math.Log(probability / (1 - probability)) / Step), -Most, Most - 1);

    /// <summary>The probability in a bin's middle, at most 0.0025 from any other in it.</summary>
    public static double Value(int bin) => Probability(bin + 0.5);

    /// <summary>Where a bin ends and the next one begins.</summary>
    public static double Upper(int bin) => bin == Most - 1 ? 1 : Probability(bin + 1);

    private static double Probability(double bin) => 1 / (1 + Math.Exp(-bin * Step));
}

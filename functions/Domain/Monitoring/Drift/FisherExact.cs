using MathNet.Numerics;

namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>Fisher's exact test, one-sided: is a share greater in one sample than in another?</summary>
/// <remarks>
/// Fisher, On the Interpretation of χ² from Contingency Tables, JRSS 85 (1922). The same tail says how probable it is that k of n new values lie beyond the j-th of m old ones from the end
/// (Gumbel and von Schelling, The Distribution of the Number of Exceedances, Annals of Mathematical Statistics 21, 1950).
/// </remarks>
public static class FisherExact
{
    /// <summary>The probability of <paramref name="k"/> or more, given how many there are in both samples together.</summary>
    /// <param name="k">Hits in the one sample, 0 to <paramref name="n"/>.</param>
    /// <param name="n">Its size.</param>
    /// <param name="j">Hits in the other, 0 to <paramref name="m"/>.</param>
    /// <param name="m">Its size.</param>
    public static double Greater(long k, long n, long j, long m)
    {
        if (k * (double)m <= j * (double)n)
            return 1;
        var hits = k + j;
        var term = Math.Exp(LogChoose(n, k) + LogChoose(m, j) - LogChoose(n + m, hits));
        var sum = 0.0;
        // Above its mean the distribution falls, so the terms soon add nothing.
        for (var at = k; term > sum * 1e-15; at++)
        {
            sum += term;
            term *= (double)(n - at) / (at + 1) * (hits - at) / (m - hits + at + 1);
        }

        return Math.Min(1, sum);
    }

    private static double LogChoose(long n, long k) => SpecialFunctions.GammaLn(n + 1) - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(n - k + 1);
}

using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>How much likelier the mean of so many terms is after a shift than before.</summary>
/// <remarks>
/// The log-likelihood ratio of a normal variable with mean 2k against mean 0, both in standard errors, is 2k (z − k); the mean is made normal by <see cref="NormalScore"/>. As k is half of the shift worth
/// finding, seconds of few and of many terms add up, and less than half of that shift is evidence against it.
/// </remarks>
/// <param name="K">Half of the shift, in standard errors of the mean.</param>
/// <param name="Healthy">The mean before the shift.</param>
/// <param name="Scale">Standard errors by which a mean gets worse with each unit.</param>
/// <param name="Skewness">Of the mean, towards worse.</param>
public readonly record struct ShiftEvidence(double K, double Healthy, double Scale, double Skewness)
{
    /// <summary>That of a mean of so many terms.</summary>
    /// <param name="better">Which way it is better.</param>
    /// <param name="shift">Worth finding, as a share of the healthy mean.</param>
    /// <param name="count">Terms.</param>
    /// <param name="baseline">Their usual.</param>
    public static ShiftEvidence Of(Better better, double shift, long count, Baseline baseline)
    {
        var (side, root) = (better == Better.Higher ? -1 : 1, Math.Sqrt(count));
        var scale = root / baseline.StandardDeviation;
        return new(shift * Math.Abs(baseline.Healthy) * scale / 2, baseline.Healthy, side * scale, side * baseline.Skewness / root);
    }

    /// <summary>The evidence so far with that of a mean added, never below 0.</summary>
    public double Add(double evidence, double mean) => Math.Max(0, evidence + (2 * K * (NormalScore.Of(Scale * (mean - Healthy), Skewness) - K)));

    /// <summary>The limit that is reached by chance after so many means, on average.</summary>
    public double Limit(double runLength) => CusumLimit.Evidence(K, runLength);
}

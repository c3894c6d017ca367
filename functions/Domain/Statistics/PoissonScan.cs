using MathNet.Numerics.Distributions;

namespace MlFunctions.Domain.Statistics;

/// <summary>How often a window that slides over rare events happens to hold as many as it does.</summary>
/// <remarks>
/// Alm, On the Distribution of the Scan Statistic of a Poisson Process, Uppsala (1983): windows that hold μ events on average come to hold k, in bursts that are counted once,
/// μ (1 − μ / k) e^(−μ) μ^(k − 1) / (k − 1)! times in the length of a window. Near μ it counts no bursts, because they do not end; it holds beyond its largest value, near μ + √μ.
/// </remarks>
public static class PoissonScan
{
    /// <summary>Bursts in which a sliding window reaches <paramref name="count"/>, per length of the window; infinite where that is no tail.</summary>
    /// <param name="count">k, events in the window.</param>
    /// <param name="mean">μ, events that a window holds on average.</param>
    public static double Bursts(long count, double mean) =>
        count <= mean + Math.Sqrt(mean) ? double.PositiveInfinity : mean <= 0 ? 0 : mean * (1 - (mean / count)) * Poisson.PMF(mean, checked((int)(count - 1)));
}

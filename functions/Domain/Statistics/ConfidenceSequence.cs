namespace MlFunctions.Domain.Statistics;

/// <summary>An interval round a mean that holds at every sample size at once, so that one may look after each sample and stop when one likes.</summary>
/// <remarks>
/// The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, Time-uniform central limit theory and asymptotic confidence sequences, Annals of Statistics 52 (2024), eq. 8:
/// μ̂ ± σ̂ √( 2(nρ² + 1) / (n²ρ²) · ln( √(nρ² + 1) / α ) ), with σ̂ = √n × the standard error.
/// </remarks>
public static class ConfidenceSequence
{
    /// <summary>Half of the interval's width.</summary>
    /// <param name="standardError">Of the mean, now.</param>
    /// <param name="count">n, samples so far.</param>
    /// <param name="error">α: how often the interval misses the mean at any sample size, at most. Of one side alone, half of it.</param>
    /// <param name="tightest">The sample size at which it is tightest; at others it is a little wider.</param>
    public static double HalfWidth(double standardError, long count, double error, double tightest)
    {
        var rho = ((-2 * Math.Log(error)) + Math.Log((-2 * Math.Log(error)) + 1)) / tightest;
        var looked = (count * rho) + 1;
        return standardError * Math.Sqrt(2 * looked / (count * rho) * Math.Log(Math.Sqrt(looked) / error));
    }
}

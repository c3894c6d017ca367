namespace MlFunctions.Domain.Statistics;

/// <summary>Which of many p-values are small enough, when as many have been looked at.</summary>
/// <remarks>
/// Benjamini and Hochberg, Controlling the False Discovery Rate, JRSS B 57 (1995): all up to the largest p₍ᵢ₎ ≤ i q / m. Where nothing has changed, any is found with probability q at most,
/// exactly q where the p-values are independent (Simes 1986).
/// </remarks>
public static class BenjaminiHochberg
{
    /// <summary>The largest p-value that counts; −1 where none does.</summary>
    /// <param name="pValues">Of every test that was made.</param>
    /// <param name="level">q, the share of false discoveries.</param>
    public static double Limit(IReadOnlyCollection<double> pValues, double level)
    {
        var limit = -1.0;
        foreach (var (rank, pValue) in pValues.Order().Index())
        {
            if (pValue <= (rank + 1) * level / pValues.Count)
                limit = pValue;
        }

        return limit;
    }
}

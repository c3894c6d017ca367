namespace MlFunctions.Domain.Metrics.Binary;

/// <summary>The mean of −ln of the probability that was given to what happened.</summary>
/// <remarks>Good, Rational Decisions, JRSS B 14 (1952).</remarks>
public static class LogLoss
{
    // A certainty that fails would cost infinitely much, and one row would hide all others.
    private const double Least = 1e-15;

    public static BinaryMetric Metric { get; } = new(
        "logLoss", "Log loss: mean negative log-likelihood of the outcomes.", Better.Lower, 0, Of)
    { Decides = true };

    /// <summary>In nats, ≥ 0; NaN where no row has weight.</summary>
    /// <param name="rows">n rows, sorted by their probabilities, which are taken as at least 1e−15 from 0 and 1.</param>
    /// <param name="weights">n weights in the rows' own order; empty: each row weighs 1.</param>
    public static double Of(ScoredRows rows, ReadOnlySpan<double> weights)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var group in rows.Weigh(weights))
        {
            var probability = Math.Clamp(group.Score, Least, 1 - Least);
            sum -= (group.Positives * Math.Log(probability)) + (group.Negatives * Math.Log(1 - probability));
            weight += group.Weight;
        }

        return sum / weight;
    }
}

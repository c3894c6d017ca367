using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Domain.Monitoring.Live;

/// <summary>A metric that is a function of the mean of a term: exact, with the standard error of that mean.</summary>
internal static class MeanLive
{
    private const double Step = 1e-6;

    public static LiveMetric Of(string name, Aggregate sums, Func<double, double> finish)
    {
        if (sums.Terms.GetValueOrDefault(name) is not { Count: > 0 } terms)
            return new LiveMetric(name, null, 0);
        var mean = terms.Mean();
        var error = terms.StandardDeviation() / Math.Sqrt(terms.Count) * Slope(finish, mean);
        return new LiveMetric(name, Json.Finite(finish(mean)), terms.Count, Json.Finite(error), Json.Finite(terms.Skewness()) ?? 0);
    }

    /// <summary>The delta method's derivative (RMSE is a root of a mean).</summary>
    private static double Slope(Func<double, double> finish, double mean)
    {
        var step = mean == 0 ? Step : Math.Abs(mean) * Step;
        return (finish(mean + step) - finish(mean - step)) / (2 * step);
    }
}

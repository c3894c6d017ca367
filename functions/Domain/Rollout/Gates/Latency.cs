using MathNet.Numerics.Distributions;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>The 99th percentile of calls, with its 95 % interval from order statistics.</summary>
/// <remarks>
/// The number of calls below the true percentile is binomial, whatever the distribution (David and Nagaraja, Order Statistics (2003), section 7.1): the interval's ends are the calls whose ranks are its 2.5 % and 97.5 %
/// points. Calls are taken as independent, as they nearly are while the queue is short.
/// </remarks>
/// <param name="Calls">How many.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end; null where there are too few calls for one.</param>
public sealed record Latency(int Calls, double P99, double Lower, double? Upper)
{
    private const double Quantile = 0.99;
    private const double Tail = 0.025;

    /// <param name="milliseconds">Of each call, in any order; at least one.</param>
    /// <exception cref="ArgumentException">There are no calls.</exception>
    public static Latency Of(IReadOnlyCollection<double> milliseconds)
    {
        if (milliseconds.Count == 0)
            throw new ArgumentException("There is no percentile of no calls.", nameof(milliseconds));
        double[] sorted = [.. milliseconds.Order()];
        var below = new Binomial(Quantile, sorted.Length);
        var (lower, upper) = (Ranks(sorted.Length, rank => below.CumulativeDistribution(rank - 1) <= Tail), Ranks(sorted.Length, rank => below.CumulativeDistribution(rank - 1) < 1 - Tail) + 1);
        return new(sorted.Length, Statistics.Quantile.OfSorted(sorted, Quantile), sorted[Math.Max(lower, 1) - 1], upper > sorted.Length ? null : sorted[upper - 1]);
    }

    /// <summary>The highest rank of which something is so that is so up to some rank and not beyond it; 0 where it is so of none.</summary>
    private static int Ranks(int most, Predicate<int> isSo)
    {
        var (below, above) = (0, most + 1);
        while (above - below > 1)
        {
            var middle = (below + above) / 2;
            (below, above) = isSo(middle) ? (middle, above) : (below, middle);
        }

        return below;
    }
}

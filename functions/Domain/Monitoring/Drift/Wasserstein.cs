namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>The Wasserstein-1 distance: how far values moved on average, over the reference's standard deviation. It says how much a change is, not how certain.</summary>
/// <remarks>
/// W₁ = ∫ |F − G| (Vallender, Calculation of the Wasserstein Distance Between Probability Distributions on the Line, 1974). Within a cell values are taken as spread evenly, and beyond the
/// reference's range as lying at its end, so that a value far outside counts for less than it is.
/// </remarks>
public static class Wasserstein
{
    public static DriftDetector Detector { get; } = new("wasserstein", "Mean distance by which values moved, in standard deviations of the reference.", Detectors.MovedShare, Measure);

    /// <summary>At least 0, in the unit of the edges.</summary>
    /// <param name="one">Counts ≥ 0 of ordered cells, some above 0.</param>
    /// <param name="other">Counts of the same cells.</param>
    /// <param name="edges">Where cells begin and end, one more than there are cells.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static double Of(ReadOnlySpan<double> one, ReadOnlySpan<double> other, ReadOnlySpan<double> edges)
    {
        if (one.Length != other.Length || edges.Length != one.Length + 1)
            throw new ArgumentException($"{one.Length} and {other.Length} counts do not fit {edges.Length} edges.", nameof(edges));
        var (n, m) = (0.0, 0.0);
        for (var cell = 0; cell < one.Length; cell++)
            (n, m) = (n + one[cell], m + other[cell]);
        var (sum, before) = (0.0, 0.0);
        for (var cell = 0; cell < one.Length; cell++)
        {
            var after = before + (one[cell] / n) - (other[cell] / m);
            sum += (edges[cell + 1] - edges[cell]) * MeanSize(before, after);
            before = after;
        }

        return sum;
    }

    /// <summary>The mean of |x| along the straight line from one value to another.</summary>
    private static double MeanSize(double from, double to) => from * to >= 0
        ? Math.Abs(from + to) / 2
        : ((from * from) + (to * to)) / (2 * (Math.Abs(from) + Math.Abs(to)));

    private static Distance? Measure(Samples samples) =>
        samples is { IsEnough: true, Edges: { } edges, Scale: > 0 } ? new Distance(Of(samples.Live, samples.Reference, edges) / samples.Scale) : null;
}

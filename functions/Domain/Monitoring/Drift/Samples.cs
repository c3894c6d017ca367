namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>Two samples, counted in the same cells.</summary>
/// <param name="Live">Of each cell, how many of the newer sample; of rows that say the same twice, as many as there is independent evidence.</param>
/// <param name="Reference">The same of the older sample.</param>
/// <param name="IsOrdered">Whether the cells are in an order, as those of numbers and hours are and those of categories are not.</param>
/// <param name="Edges">Of numbers: one more than there are cells, ascending; else null.</param>
/// <param name="Scale">Of numbers: the standard deviation of the reference; else 0.</param>
public sealed record Samples(double[] Live, double[] Reference, bool IsOrdered = true, double[]? Edges = null, double Scale = 0)
{
    /// <summary>With fewer in either sample nothing is said.</summary>
    public const int Fewest = 50;

    /// <summary>By detector: how far single days of training were from all of them.</summary>
    public IReadOnlyDictionary<string, double>? DayToDay { get; init; }

    /// <summary>How many days the newer sample is of, 1 at least.</summary>
    public double Days { get; init; } = 1;

    /// <summary>How many are in the newer sample.</summary>
    public double N { get; } = Live.Sum();

    /// <summary>How many are in the older one.</summary>
    public double M { get; } = Reference.Sum();

    /// <summary>Whether both are enough to be compared.</summary>
    public bool IsEnough => Math.Min(N, M) >= Fewest;

    /// <summary>The share of both together that a cell has, each sample weighing the same.</summary>
    internal double Pooled(int cell) => ((Live[cell] / N) + (Reference[cell] / M)) / 2;
}

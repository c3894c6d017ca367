namespace MlFunctions.Domain.Metrics.Binary;

/// <summary>A metric of a two-class task: a function of scored rows and their weights.</summary>
/// <param name="Of">From sorted rows and one weight for each, in the rows' own order; NaN where it is not defined, as without a positive row.</param>
public sealed record BinaryMetric(
    string Name, string Description, Better Better, double Ideal, Func<ScoredRows, ReadOnlySpan<double>, double> Of) : Metric(Name, Description, "share", Better, Ideal);

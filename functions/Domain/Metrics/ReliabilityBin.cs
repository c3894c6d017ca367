namespace MlFunctions.Domain.Metrics;

/// <summary>Rows of similar probability.</summary>
/// <param name="Weight">The share of all weight in it.</param>
/// <param name="Probability">The mean that was answered.</param>
/// <param name="Observed">The weighted share of positives.</param>
public sealed record ReliabilityBin(double Weight, double Probability, double Observed);

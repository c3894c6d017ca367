namespace MlFunctions.Domain.Metrics;

/// <summary>What a regression model answers, in the label's unit: P10 ≤ value ≤ P90.</summary>
/// <param name="Value">The point prediction: an estimate of the conditional median.</param>
/// <param name="P10">One true value in ten lies below.</param>
/// <param name="P90">One true value in ten lies above.</param>
public readonly record struct Estimate(double Value, double P10, double P90);

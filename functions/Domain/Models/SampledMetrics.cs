namespace MlFunctions.Domain.Models;

/// <summary>Metrics of a sample of blocks: what bootstrap intervals, differences between models and slices are all made of.</summary>
/// <param name="draws">How often each block was drawn; 1 for each block gives the metrics of the rows as they are.</param>
/// <returns>A value for each metric that was asked for; NaN where the sample has none.</returns>
public delegate double[] SampledMetrics(double[] draws);

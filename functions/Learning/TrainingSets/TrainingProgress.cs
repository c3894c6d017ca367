namespace MlFunctions.Learning.TrainingSets;

/// <summary>How far a training is.</summary>
/// <param name="Fraction">0 to 1.</param>
/// <param name="Step">What it does now, in words.</param>
public sealed record TrainingProgress(double Fraction, string Step);

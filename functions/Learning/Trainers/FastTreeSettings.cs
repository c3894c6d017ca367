using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Trainers;

/// <summary>What a FastTree model depends on beside rows and seed.</summary>
/// <param name="Ratios">Features that are ratios of two numbers, at most.</param>
/// <param name="Adaptivity">How far the width of the range follows the error models, 0 to 1.</param>
/// <param name="Location">Of the models of the label.</param>
/// <param name="Error">Of the models of the absolute error.</param>
public sealed record FastTreeSettings(int Ratios, double Adaptivity, BoostingSettings Location, BoostingSettings Error)
{
    /// <summary>As LightGBM's, without the penalty on leaf values, which FastTree does not have.</summary>
    public static FastTreeSettings Default { get; } = new(
        Ratios: 20,
        Adaptivity: 0.25,
        Location: new(Trees: 120, Leaves: 8, FewestRows: 30, LearningRate: 0.15, FeatureFraction: 0.5, RowFraction: 0.8, L2: 0),
        Error: new(Trees: 40, Leaves: 8, FewestRows: 100, LearningRate: 0.1, FeatureFraction: 0.5, RowFraction: 0.8, L2: 0));

    public static IReadOnlyList<FastTreeSettings> Alternatives { get; } = [Default with { Location = Default.Location with { Leaves = 16, LearningRate = 0.1 } }];
}

using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Trainers;

/// <summary>What a LightGBM model depends on beside rows and seed.</summary>
/// <param name="Ratios">Features that are ratios of two numbers, at most.</param>
/// <param name="Adaptivity">How far the width of the range follows the error models, 0 to 1.</param>
/// <param name="Location">Of the models of the label.</param>
/// <param name="Error">Of the models of the absolute error.</param>
public sealed record LightGbmSettings(int Ratios, double Adaptivity, BoostingSettings Location, BoostingSettings Error)
{
    /// <summary>
    /// Chosen on real delivery times by forward windows of days: few and large steps, because five folds are averaged, cost a fifth of
    /// small ones in serving and err as little; pinball loss differs by under 2 % over all adaptivities, and the widths of a low one cover later days more evenly.
    /// </summary>
    public static LightGbmSettings Default { get; } = new(
        Ratios: 20,
        Adaptivity: 0.25,
        Location: new(Trees: 120, Leaves: 8, FewestRows: 30, LearningRate: 0.15, FeatureFraction: 0.5, RowFraction: 0.8, L2: 1),
        Error: new(Trees: 40, Leaves: 8, FewestRows: 100, LearningRate: 0.1, FeatureFraction: 0.5, RowFraction: 0.8, L2: 10));

    /// <summary>Other sizes of trees and steps.</summary>
    public static IReadOnlyList<LightGbmSettings> Alternatives { get; } =
    [
        Default with { Location = Default.Location with { Leaves = 16, LearningRate = 0.1 } },
        Default with { Location = Default.Location with { Trees = 300, LearningRate = 0.06 } },
    ];
}

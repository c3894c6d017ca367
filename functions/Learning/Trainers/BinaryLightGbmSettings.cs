using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Trainers;

/// <summary>What a two-class LightGBM model depends on beside rows and seed.</summary>
/// <param name="Ratios">Features that are ratios of two numbers, at most.</param>
/// <param name="Detectors">Whether half of the boosted trees see the scores of the anomaly detectors.</param>
/// <param name="Trees">How they are grown.</param>
public sealed record BinaryLightGbmSettings(int Ratios, bool Detectors, BinaryTreesSettings Trees)
{
    /// <summary>
    /// Chosen on real card payments by five folds, three times: few leaves, many features and no penalty, because positives are few and a leaf of them
    /// is small; 15 leaves or a penalty of 10 had an average precision lower by 0.004 to 0.01, and no randomised trees by 0.003.
    /// </summary>
    public static BinaryLightGbmSettings Default { get; } = new(
        Ratios: 0,
        Detectors: true,
        new(
            new(Trees: 600, Leaves: 8, FewestRows: 20, LearningRate: 0.05, FeatureFraction: 0.8, RowFraction: 0.8, L2: 0),
            new(Trees: 60, FeatureFraction: 0.4, MostRows: 20_000)));

    /// <summary>Without detectors; and with ratios, as of an amount and the customer's usual one, in larger trees: simulated payments with windowed features asked for these.</summary>
    public static IReadOnlyList<BinaryLightGbmSettings> Alternatives { get; } =
    [
        Default with { Detectors = false },
        new(
            Ratios: 10,
            Detectors: false,
            new(new(Trees: 400, Leaves: 15, FewestRows: 50, LearningRate: 0.03, FeatureFraction: 0.5, RowFraction: 0.8, L2: 1), Randomised: null)),
    ];
}

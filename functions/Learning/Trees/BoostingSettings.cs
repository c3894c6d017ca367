using Microsoft.ML.Trainers.LightGbm;

namespace MlFunctions.Learning.Trees;

/// <summary>How trees are boosted.</summary>
/// <param name="Trees">How many.</param>
/// <param name="Leaves">Of each tree, at most.</param>
/// <param name="FewestRows">In a leaf.</param>
/// <param name="LearningRate">The share of each tree's step that is taken.</param>
/// <param name="FeatureFraction">Of the features, drawn for each tree.</param>
/// <param name="RowFraction">Of the rows, drawn for each tree.</param>
/// <param name="L2">The penalty on leaf values.</param>
public sealed record BoostingSettings(
    int Trees, int Leaves, int FewestRows, double LearningRate, double FeatureFraction, double RowFraction, double L2)
{
    /// <summary>As LightGBM takes them; new rows are drawn for each tree.</summary>
    internal GradientBooster.Options Booster => new()
    {
        FeatureFraction = FeatureFraction,
        SubsampleFraction = RowFraction,
        SubsampleFrequency = 1,
        L2Regularization = L2,
    };
}

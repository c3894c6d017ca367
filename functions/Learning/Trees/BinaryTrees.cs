using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>How two-class trees are grown.</summary>
/// <param name="Boosting">Of the boosted trees.</param>
/// <param name="Randomised">Of the randomised trees; null is none.</param>
public sealed record BinaryTreesSettings(BoostingSettings Boosting, RandomisedTreesSettings? Randomised);

/// <summary>Boosted trees, half of which see what anomaly detectors say, and randomised ones beside them: one ensemble, whose score is near the log-odds.</summary>
/// <param name="features">All rows, with scores of detectors.</param>
/// <param name="plain">The same without.</param>
/// <param name="labels">Of all rows.</param>
/// <param name="settings">How they are grown.</param>
public sealed class BinaryTrees(FeatureMatrix features, FeatureMatrix plain, IReadOnlyList<bool> labels, BinaryTreesSettings settings)
{
    // From a share of positives to what it adds to log-odds: on real card payments 4 to 12 did equally well.
    private const double Steepness = 8;

    /// <summary>From some of the rows.</summary>
    public TreeEnsemble Grow(IReadOnlyList<int> rows, int seed)
    {
        var boosted = TreeEnsemble.Mean([.. Views.Select(view => LightGbmBinary.Grow(view, labels, rows, settings.Boosting, seed).Ensemble)]);
        return settings.Randomised is { } randomised
            ? TreeEnsemble.Sum([boosted, RandomisedTrees.Grow(plain, labels, rows, randomised, seed).Times(Steepness)])
            : boosted;
    }

    /// <summary>Of one of the rows.</summary>
    public double Score(TreeEnsemble trees, int row) => trees.Score(features[row]);

    private IReadOnlyList<FeatureMatrix> Views => features.Width == plain.Width ? [plain] : [features, plain];
}

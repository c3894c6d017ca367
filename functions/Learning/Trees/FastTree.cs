using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>Grows regression trees with ML.NET's own FastTree, and copies them out of it.</summary>
/// <remarks>Friedman, Greedy function approximation: a gradient boosting machine, Annals of Statistics 29 (2001), in Microsoft's implementation, MART.</remarks>
public static class FastTree
{
    /// <summary>Least squares on the labels of the chosen rows.</summary>
    /// <param name="features">All rows; NaN is missing.</param>
    /// <param name="labels">One for each row of <paramref name="features"/>.</param>
    /// <param name="rows">Which rows to learn from, at least one.</param>
    /// <param name="settings">How trees are boosted; FastTree has no L2 penalty.</param>
    /// <param name="seed">Same rows, settings and seed, same trees.</param>
    public static GrownTrees Grow(FeatureMatrix features, IReadOnlyList<double> labels, IReadOnlyList<int> rows, BoostingSettings settings, int seed) =>
        rows.All(row => labels[row] == labels[rows[0]])
            ? GrownTrees.Leaf(labels[rows[0]], features.Width)
            : GrownTrees.Copy(Fit(features, labels, rows, settings, seed).Model.TrainedTreeEnsemble, features.Width);

    /// <summary>ML.NET's own transformer, of which <see cref="Grow"/> returns the trees.</summary>
    internal static RegressionPredictionTransformer<FastTreeRegressionModelParameters> Fit(
        FeatureMatrix features, IReadOnlyList<double> labels, IReadOnlyList<int> rows, BoostingSettings settings, int seed)
    {
        var context = new MLContext(seed);
        return context.Regression.Trainers.FastTree(Options(settings, seed)).Fit(new MatrixView(features, labels, rows));
    }

    // One thread: the order of additions, and with it the last bit of a leaf, would depend on the number of cores.
    private static FastTreeRegressionTrainer.Options Options(BoostingSettings settings, int seed) => new()
    {
        LabelColumnName = MatrixView.Label,
        FeatureColumnName = MatrixView.Features,
        NumberOfTrees = settings.Trees,
        NumberOfLeaves = settings.Leaves,
        MinimumExampleCountPerLeaf = settings.FewestRows,
        LearningRate = settings.LearningRate,
        FeatureFraction = settings.FeatureFraction,
        BaggingSize = settings.RowFraction < 1 ? 1 : 0,
        BaggingExampleFraction = settings.RowFraction,
        NumberOfThreads = 1,
        Seed = seed,
        FeatureSelectionSeed = seed,
    };
}

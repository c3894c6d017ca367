using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>Grows regression trees with ML.NET's LightGBM trainer, and copies them out of it.</summary>
/// <remarks>Ke et al., LightGBM: A Highly Efficient Gradient Boosting Decision Tree, NeurIPS 2017.</remarks>
public static class LightGbm
{
    /// <summary>Least squares on the labels of the chosen rows.</summary>
    /// <param name="features">All rows; NaN is missing.</param>
    /// <param name="labels">One for each row of <paramref name="features"/>.</param>
    /// <param name="rows">Which rows to learn from, at least one.</param>
    /// <param name="settings">How trees are boosted.</param>
    /// <param name="seed">Same rows, settings and seed, same trees.</param>
    public static GrownTrees Grow(FeatureMatrix features, IReadOnlyList<double> labels, IReadOnlyList<int> rows, BoostingSettings settings, int seed) =>
        GrownTrees.Of(() => Fit(features, labels, rows, settings, seed).Model.TrainedTreeEnsemble, features.Width);

    /// <summary>ML.NET's own transformer, of which <see cref="Grow"/> returns the trees.</summary>
    internal static RegressionPredictionTransformer<LightGbmRegressionModelParameters> Fit(
        FeatureMatrix features, IReadOnlyList<double> labels, IReadOnlyList<int> rows, BoostingSettings settings, int seed)
    {
        var context = new MLContext(seed);
        return context.Regression.Trainers.LightGbm(Options(settings, seed)).Fit(new MatrixView(features, labels, rows));
    }

    // One thread: the order of additions, and with it the last bit of a leaf, would depend on the number of cores.
    private static LightGbmRegressionTrainer.Options Options(BoostingSettings settings, int seed) => new()
    {
        LabelColumnName = MatrixView.Label,
        FeatureColumnName = MatrixView.Features,
        NumberOfIterations = settings.Trees,
        NumberOfLeaves = settings.Leaves,
        MinimumExampleCountPerLeaf = settings.FewestRows,
        LearningRate = settings.LearningRate,
        UseCategoricalSplit = false,
        NumberOfThreads = 1,
        Seed = seed,
        EvaluationMetric = LightGbmRegressionTrainer.Options.EvaluateMetricType.None,
        Booster = settings.Booster,
    };
}

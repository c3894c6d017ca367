using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using MlFunctions.Domain.Datasets;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>Grows trees whose scores put the better rows of each group first, with ML.NET's LightGBM trainer, and copies them out of it.</summary>
/// <remarks>Burges, From RankNet to LambdaRank to LambdaMART: An Overview, Microsoft Research MSR-TR-2010-82; trees as in <see cref="LightGbm"/>.</remarks>
public static class LightGbmRanking
{
    /// <summary>LambdaRank on the grades of the chosen rows, whose gain is 2^grade − 1.</summary>
    /// <param name="features">All rows; NaN is missing.</param>
    /// <param name="grades">One for each row of <paramref name="features"/>, a whole number from 0 to 31.</param>
    /// <param name="groups">Of each row its group, numbered from 0.</param>
    /// <param name="rows">Which rows to learn from, at least one.</param>
    /// <param name="settings">How trees are boosted.</param>
    /// <param name="seed">Same rows, settings and seed, same trees.</param>
    public static GrownTrees Grow(
        FeatureMatrix features, IReadOnlyList<double> grades, IReadOnlyList<int> groups, IReadOnlyList<int> rows, BoostingSettings settings, int seed) =>
        GrownTrees.Of(() => Fit(features, grades, groups, rows, settings, seed).Model.TrainedTreeEnsemble, features.Width);

    /// <summary>ML.NET's own transformer, of which <see cref="Grow"/> returns the trees.</summary>
    internal static RankingPredictionTransformer<LightGbmRankingModelParameters> Fit(
        FeatureMatrix features, IReadOnlyList<double> grades, IReadOnlyList<int> groups, IReadOnlyList<int> rows, BoostingSettings settings, int seed)
    {
        // A group ends where the next row is of another one.
        int[] together = [.. rows.OrderBy(row => groups[row])];
        var context = new MLContext(seed);
        return context.Ranking.Trainers.LightGbm(Options(settings, seed)).Fit(new MatrixView(features, grades, together, groups));
    }

    // One thread: the order of additions, and with it the last bit of a leaf, would depend on the number of cores.
    private static LightGbmRankingTrainer.Options Options(BoostingSettings settings, int seed) => new()
    {
        LabelColumnName = MatrixView.Label,
        FeatureColumnName = MatrixView.Features,
        RowGroupColumnName = MatrixView.Group,
        CustomGains = [.. Enumerable.Range(0, LabelCell.HighestGrade + 1).Select(grade => (int)((1L << grade) - 1))],
        NumberOfIterations = settings.Trees,
        NumberOfLeaves = settings.Leaves,
        MinimumExampleCountPerLeaf = settings.FewestRows,
        LearningRate = settings.LearningRate,
        UseCategoricalSplit = false,
        NumberOfThreads = 1,
        Seed = seed,
        EvaluationMetric = LightGbmRankingTrainer.Options.EvaluateMetricType.None,
        Booster = settings.Booster,
    };
}

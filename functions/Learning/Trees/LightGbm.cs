using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>Grows regression trees with ML.NET's LightGBM trainer, and copies them out of it.</summary>
/// <remarks>Ke et al., LightGBM: A Highly Efficient Gradient Boosting Decision Tree, NeurIPS 2017.</remarks>
public static class LightGbm
{
    // Less than every number, and no NaN: ML.NET keeps the side that LightGBM chose for NaN to itself, so the copied trees could not follow it.
    private const float Missing = float.MinValue;

    /// <summary>Least squares on the labels of the chosen rows.</summary>
    /// <param name="features">All rows; NaN is missing.</param>
    /// <param name="labels">One for each row of <paramref name="features"/>.</param>
    /// <param name="rows">Which rows to learn from, at least one.</param>
    /// <param name="settings">How trees are boosted.</param>
    /// <param name="seed">Same rows, settings and seed, same trees.</param>
    public static GrownTrees Grow(FeatureMatrix features, IReadOnlyList<double> labels, IReadOnlyList<int> rows, BoostingSettings settings, int seed)
    {
        var ensemble = Fit(features, labels, rows, settings, seed).Model.TrainedTreeEnsemble;
        return new GrownTrees(Copy(ensemble), Gains(ensemble, features.Width));
    }

    /// <summary>ML.NET's own transformer, of which <see cref="Grow"/> returns the trees.</summary>
    internal static RegressionPredictionTransformer<LightGbmRegressionModelParameters> Fit(
        FeatureMatrix features, IReadOnlyList<double> labels, IReadOnlyList<int> rows, BoostingSettings settings, int seed)
    {
        var context = new MLContext(seed);
        return context.Regression.Trainers.LightGbm(Options(settings, seed)).Fit(View(context, features, labels, rows));
    }

    internal static IDataView View(MLContext context, FeatureMatrix features, IReadOnlyList<double> labels, IReadOnlyList<int> rows)
    {
        var schema = SchemaDefinition.Create(typeof(Observation));
        schema[nameof(Observation.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Width);
        return context.Data.LoadFromEnumerable(rows.Select(row => Observation.Of(features[row], labels[row])), schema);
    }

    // One thread: the order of additions, and with it the last bit of a leaf, would depend on the number of cores.
    private static LightGbmRegressionTrainer.Options Options(BoostingSettings settings, int seed) => new()
    {
        LabelColumnName = nameof(Observation.Label),
        FeatureColumnName = nameof(Observation.Features),
        NumberOfIterations = settings.Trees,
        NumberOfLeaves = settings.Leaves,
        MinimumExampleCountPerLeaf = settings.FewestRows,
        LearningRate = settings.LearningRate,
        UseCategoricalSplit = false,
        NumberOfThreads = 1,
        Seed = seed,
        EvaluationMetric = LightGbmRegressionTrainer.Options.EvaluateMetricType.None,
        Booster = new GradientBooster.Options
        {
            FeatureFraction = settings.FeatureFraction,
            SubsampleFraction = settings.RowFraction,
            SubsampleFrequency = 1,
            L2Regularization = settings.L2,
        },
    };

    private static TreeEnsemble Copy(RegressionTreeEnsemble ensemble)
    {
        var (roots, features, thresholds, left, right, leaves) =
            (new List<int>(), new List<int>(), new List<float>(), new List<int>(), new List<int>(), new List<double>());
        foreach (var tree in ensemble.Trees)
        {
            var (firstNode, firstLeaf) = (features.Count, leaves.Count);
            int Place(int child) => child >= 0 ? child + firstNode : child - firstLeaf;
            roots.Add(tree.NumberOfNodes > 0 ? firstNode : ~firstLeaf);
            features.AddRange(tree.NumericalSplitFeatureIndexes);
            thresholds.AddRange(tree.NumericalSplitThresholds);
            left.AddRange(tree.LeftChild.Select(Place));
            right.AddRange(tree.RightChild.Select(Place));
            leaves.AddRange(tree.LeafValues);
        }

        return new TreeEnsemble([.. roots], [.. features], [.. thresholds], [.. left], [.. right], [.. leaves]);
    }

    private static double[] Gains(RegressionTreeEnsemble ensemble, int width)
    {
        var gains = new double[width];
        foreach (var tree in ensemble.Trees)
        {
            for (var node = 0; node < tree.NumberOfNodes; node++)
                gains[tree.NumericalSplitFeatureIndexes[node]] += tree.SplitGains[node];
        }

        return gains;
    }

    internal sealed class Observation
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public static Observation Of(ReadOnlySpan<float> features, double label)
        {
            var known = features.ToArray();
            for (var feature = 0; feature < known.Length; feature++)
                known[feature] = float.IsNaN(known[feature]) ? Missing : known[feature];
            return new Observation { Features = known, Label = (float)label };
        }
    }
}

using Microsoft.ML.Trainers.FastTree;

namespace MlFunctions.Learning.Trees;

/// <summary>What a training of trees returns.</summary>
/// <param name="Ensemble">The trees.</param>
/// <param name="Gains">Of each feature, the sum of the gains of its splits.</param>
public sealed record GrownTrees(TreeEnsemble Ensemble, double[] Gains)
{
    /// <summary>The trees of a LightGBM training; one leaf of 0 where it found nothing to split and nothing to add, which ML.NET cannot take over.</summary>
    internal static GrownTrees Of(Func<RegressionTreeEnsemble> train, int width)
    {
        try
        {
            return Copy(train(), width);
        }
        catch (ArgumentNullException unsplit) when (unsplit.ParamName == "items")
        {
            return Leaf(0, width);
        }
    }

    /// <summary>One leaf, whatever the features.</summary>
    internal static GrownTrees Leaf(double value, int width) => new(new TreeEnsemble([~0], [], [], [], [], [value]), new double[width]);

    /// <summary>Takes the trees out of ML.NET, whose scores they keep to the last bit.</summary>
    internal static GrownTrees Copy(RegressionTreeEnsemble ensemble, int width)
    {
        var (roots, features, thresholds, left, right, leaves) =
            (new List<int>(), new List<int>(), new List<float>(), new List<int>(), new List<int>(), new List<double>());
        var gains = new double[width];
        foreach (var (tree, weight) in ensemble.Trees.Zip(ensemble.TreeWeights))
        {
            var (firstNode, firstLeaf) = (features.Count, leaves.Count);
            int Place(int child) => child >= 0 ? child + firstNode : child - firstLeaf;
            roots.Add(tree.NumberOfNodes > 0 ? firstNode : ~firstLeaf);
            features.AddRange(tree.NumericalSplitFeatureIndexes);
            thresholds.AddRange(tree.NumericalSplitThresholds);
            left.AddRange(tree.LeftChild.Select(Place));
            right.AddRange(tree.RightChild.Select(Place));
            leaves.AddRange(tree.LeafValues.Select(leaf => leaf * weight));
            for (var node = 0; node < tree.NumberOfNodes; node++)
                gains[tree.NumericalSplitFeatureIndexes[node]] += tree.SplitGains[node];
        }

        return new GrownTrees(new TreeEnsemble([.. roots], [.. features], [.. thresholds], [.. left], [.. right], [.. leaves]), gains);
    }
}

using Microsoft.ML.Trainers.FastTree;

namespace MlFunctions.Learning.Trees;

/// <summary>What a training of trees returns.</summary>
/// <param name="Ensemble">The trees.</param>
/// <param name="Gains">Of each feature, the sum of the gains of its splits.</param>
public sealed record GrownTrees(TreeEnsemble Ensemble, double[] Gains)
{
    /// <summary>One leaf, where all labels are equal: ML.NET cannot take over trees that LightGBM never split. Null where they are not.</summary>
    internal static GrownTrees? Unsplit(IReadOnlyList<double> labels, IReadOnlyList<int> rows, int width)
    {
        var label = labels[rows[0]];
        return rows.All(row => labels[row] == label) ? new GrownTrees(new TreeEnsemble([~0], [], [], [], [], [label]), new double[width]) : null;
    }

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

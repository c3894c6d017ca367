using System.Text;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Benchmarks.Scoring;

/// <summary>Trees in LightGBM's own text format, so that both sides score the very same ones.</summary>
internal static class LightGbmText
{
    // Numerical, missing is NaN, missing goes left: the bits of LightGBM's decision_type.
    private const int Decision = (2 << 2) | 2;

    /// <param name="trees">The ensemble.</param>
    /// <param name="width">Features of a row.</param>
    public static string Of(TreeEnsemble trees, int width)
    {
        var names = string.Join(' ', Enumerable.Range(0, width).Select(feature => $"f{feature}"));
        var ranges = string.Join(' ', Enumerable.Repeat("[-1e30:1e30]", width));
        var text = new StringBuilder(
            $"tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx={width - 1}\nobjective=regression\nfeature_names={names}\nfeature_infos={ranges}\n\n");
        foreach (var (number, root) in trees.Roots.Index())
            Add(text, trees, number, root);
        return text.Append("end of trees\n").ToString();
    }

    private static void Add(StringBuilder text, TreeEnsemble trees, int number, int root)
    {
        // The numbers that the tree's nodes and leaves have in its own lists.
        var (nodes, leaves) = (new List<int>(), new List<int>());
        Walk(root);
        int Own(int place) => place >= 0 ? nodes.IndexOf(place) : ~leaves.IndexOf(~place);
        void Line<T>(string name, IEnumerable<T> values) =>
            text.Append(name).Append('=').AppendJoin(' ', values.Select(value => FormattableString.Invariant($"{value}"))).Append('\n');

        text.Append($"Tree={number}\nnum_leaves={leaves.Count}\nnum_cat=0\n");
        Line("split_feature", nodes.Select(node => trees.Features[node]));
        Line("split_gain", nodes.Select(_ => 0));
        Line("threshold", nodes.Select(node => (double)trees.Thresholds[node]));
        Line("decision_type", nodes.Select(_ => Decision));
        Line("left_child", nodes.Select(node => Own(trees.Left[node])));
        Line("right_child", nodes.Select(node => Own(trees.Right[node])));
        Line("leaf_value", leaves.Select(leaf => trees.Leaves[leaf]));
        text.Append("is_linear=0\nshrinkage=1\n\n");

        void Walk(int place)
        {
            if (place < 0)
            {
                leaves.Add(~place);
                return;
            }

            nodes.Add(place);
            Walk(trees.Left[place]);
            Walk(trees.Right[place]);
        }
    }
}

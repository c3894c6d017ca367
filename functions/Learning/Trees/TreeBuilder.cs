using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>Puts trees together from their roots down, in the flat arrays of an ensemble.</summary>
internal sealed class TreeBuilder
{
    private readonly List<int> roots = [], features = [], left = [], right = [];
    private readonly List<float> thresholds = [];
    private readonly List<double> leaves = [];

    public TreeEnsemble Trees => new([.. roots], [.. features], [.. thresholds], [.. left], [.. right], [.. leaves]);

    /// <summary>A tree is done; <paramref name="root"/> is its first node or leaf.</summary>
    public void Root(int root) => roots.Add(root);

    /// <summary>A leaf.</summary>
    public int Leaf(double value)
    {
        leaves.Add(value);
        return ~(leaves.Count - 1);
    }

    /// <summary>A node whose children are not known yet.</summary>
    public int Node(int feature, float threshold)
    {
        features.Add(feature);
        thresholds.Add(threshold);
        left.Add(0);
        right.Add(0);
        return features.Count - 1;
    }

    /// <summary>Gives a node its children.</summary>
    public int Join(int node, int lesser, int greater)
    {
        (left[node], right[node]) = (lesser, greater);
        return node;
    }

    /// <summary>Moves the rows that a node sends left before the others, and counts them.</summary>
    public static int Part(FeatureMatrix rows, Span<int> some, int feature, float threshold)
    {
        var middle = 0;
        for (var place = 0; place < some.Length; place++)
        {
            if (rows[some[place]][feature] > threshold)
                continue;
            (some[middle], some[place]) = (some[place], some[middle]);
            middle++;
        }

        return middle;
    }
}

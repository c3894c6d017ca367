using MlFunctions.Learning.Features;
using MlFunctions.Learning.Scorers;

namespace MlFunctions.Learning.Trees;

/// <summary>A sum of regression trees, in flat arrays: what a boosted model is once it is trained.</summary>
/// <remarks>A child ≥ 0 is a node, a child below 0 is the leaf at its complement. A tree whose root is below 0 is one leaf.</remarks>
/// <param name="Roots">Of each tree, its first node or leaf.</param>
/// <param name="Features">Of each node, the feature that it asks about.</param>
/// <param name="Thresholds">Of each node: greater values go right, all others left, and so do missing ones.</param>
/// <param name="Left">Of each node, a child.</param>
/// <param name="Right">Of each node, the other child.</param>
/// <param name="Leaves">The value of each leaf.</param>
public sealed record TreeEnsemble(int[] Roots, int[] Features, float[] Thresholds, int[] Left, int[] Right, double[] Leaves) : IScorer<TreeEnsemble>
{
    // Laid out when a model is read, or its first row comes: most ensembles of a training are only parts of others.
    private TreeWalk? walk;
    private TreeBlocks? blocks;

    /// <summary>The sum of one leaf per tree, in the order of the trees.</summary>
    /// <param name="features">At least as many as the model was trained with; NaN is missing and counts as less than every number.</param>
    public double Score(ReadOnlySpan<float> features) => Walk.AddTo(0, features);

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> features, Span<double> into) => (blocks ??= new TreeBlocks(this, Walk)).Score(features, into);

    /// <summary>The same for a matrix.</summary>
    public double[] Score(FeatureMatrix features)
    {
        var scores = new double[features.Rows];
        Score(features.Values, scores);
        return scores;
    }

    /// <summary>The ensemble whose score is the mean of the scores of <paramref name="scorers"/>.</summary>
    public static TreeEnsemble Mean(IReadOnlyList<TreeEnsemble> scorers) => Sum(scorers).WithLeaves(leaf => leaf / scorers.Count);

    /// <summary>The ensemble whose score is the sum of the scores of <paramref name="scorers"/>.</summary>
    public static TreeEnsemble Sum(IReadOnlyList<TreeEnsemble> scorers)
    {
        var nodes = 0;
        var leaves = 0;
        var moved = new List<TreeEnsemble>();
        foreach (var ensemble in scorers)
        {
            moved.Add(ensemble.Moved(nodes, leaves));
            nodes += ensemble.Features.Length;
            leaves += ensemble.Leaves.Length;
        }

        return new TreeEnsemble(
            [.. moved.SelectMany(ensemble => ensemble.Roots)],
            [.. moved.SelectMany(ensemble => ensemble.Features)],
            [.. moved.SelectMany(ensemble => ensemble.Thresholds)],
            [.. moved.SelectMany(ensemble => ensemble.Left)],
            [.. moved.SelectMany(ensemble => ensemble.Right)],
            [.. moved.SelectMany(ensemble => ensemble.Leaves)]);
    }

    /// <summary>The ensemble whose score is <paramref name="factor"/> times the score of this one.</summary>
    public TreeEnsemble Times(double factor) => WithLeaves(leaf => factor * leaf);

    /// <summary>Refuses arrays that do not form trees over <paramref name="features"/> features, so that no score can leave them or run for ever.</summary>
    /// <exception cref="InvalidDataException">They do not.</exception>
    public void Check(int features)
    {
        var nodes = Features.Length;
        int[] children = [.. Roots, .. Left, .. Right];
        bool Reaches(int child, int parent) => child > parent ? child < nodes : child < 0 && ~child < Leaves.Length;
        var sound = Thresholds.Length == nodes && Left.Length == nodes && Right.Length == nodes
            && Roots.All(root => Reaches(root, -1))
            && children.Distinct().Count() == children.Length
            && Features.All(feature => feature >= 0 && feature < features)
            && Enumerable.Range(0, nodes).All(node => Reaches(Left[node], node) && Reaches(Right[node], node));
        if (!sound)
            throw new InvalidDataException("The model artifact's trees are not trees over its features.");
        try
        {
            _ = Walk;
        }
        catch (OverflowException)
        {
            throw new InvalidDataException("The model artifact's trees are wider than 65,535, or over more features.");
        }
    }

    private TreeWalk Walk => walk ??= new TreeWalk(this, Roots);

    private TreeEnsemble WithLeaves(Func<double, double> of) => new(Roots, Features, Thresholds, Left, Right, [.. Leaves.Select(of)]);

    private TreeEnsemble Moved(int nodes, int leaves)
    {
        int Move(int child) => child >= 0 ? child + nodes : child - leaves;
        return new TreeEnsemble(
            [.. Roots.Select(Move)], Features, Thresholds, [.. Left.Select(Move)], [.. Right.Select(Move)], Leaves);
    }
}

using System.Buffers;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Anomalies;

/// <summary>How few random cuts set a row apart from usual ones: strange rows stand alone early.</summary>
/// <remarks>Liu, Ting and Zhou, Isolation Forest, ICDM 2008, equations 1 and 2.</remarks>
/// <param name="Scaling">Of the features.</param>
/// <param name="Trees">Whose leaves hold path lengths.</param>
/// <param name="UsualPath">The sum of the path lengths that a usual row has in all trees, c(ψ) in each.</param>
public sealed record IsolationForest(RobustScaling Scaling, TreeEnsemble Trees, double UsualPath) : Detector
{
    /// <summary>The logarithm of the paper's score 2^(−E(h) / c(ψ)).</summary>
    public override double Score(ReadOnlySpan<float> features)
    {
        var rented = ArrayPool<float>.Shared.Rent(Scaling.Centers.Length);
        Scaling.Apply(features, rented);
        var score = -Math.Log(2) * Trees.Score(rented) / UsualPath;
        ArrayPool<float>.Shared.Return(rented);
        return score;
    }

    public override void Check(int features)
    {
        Trees.Check(features);
        if (!Scaling.Fits(features) || !(UsualPath > 0))
            throw Unfit();
    }

    /// <summary>Grows the trees.</summary>
    /// <param name="features">All rows; NaN is missing.</param>
    /// <param name="rows">The usual ones, at least two.</param>
    /// <param name="trees">How many.</param>
    /// <param name="sample">ψ, the rows that each tree is grown from, at most all.</param>
    /// <param name="seed">Same rows, settings and seed, same trees.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows.</exception>
    public static IsolationForest Fit(FeatureMatrix features, IReadOnlyList<int> rows, int trees, int sample, int seed)
    {
        if (rows.Count < 2)
            throw new ArgumentException($"An isolation forest needs at least 2 rows to set apart, and there are {rows.Count}.", nameof(rows));
        var scaling = RobustScaling.Of(features, rows);
        var scaled = scaling.Apply(features, rows);
        var growth = new IsolationGrowth(scaled, new Random(seed));
        sample = Math.Clamp(sample, 2, rows.Count);
        for (var tree = 0; tree < trees; tree++)
            growth.Grow(sample);
        return new IsolationForest(scaling, growth.Trees, trees * IsolationGrowth.UsualPath(sample));
    }
}

using MlFunctions.Learning.Features;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Tests.Trees;

public sealed class TreeEnsembleTests
{
    private const int Width = 7;

    // Fewer trees than are walked at a time, and more; as many leaves as a row has bits, one more, and far more; and all of them mixed.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(20, 8)]
    [InlineData(17, 32)]
    [InlineData(5, 33)]
    [InlineData(3, 3000)]
    [InlineData(30, 1, 8, 200, 32, 33)]
    public void One_row_and_many_score_as_a_plain_walk_does_to_the_last_bit(int trees, params int[] leaves)
    {
        var random = new Random(trees);
        var builder = new TreeBuilder();
        for (var tree = 0; tree < trees; tree++)
            builder.Root(Grow(builder, random, leaves[tree % leaves.Length]));
        var ensemble = builder.Trees;
        ensemble.Check(Width);
        foreach (var rows in new[] { 1, 3, 4, 31, 32, 33, 100 })
        {
            var features = Made(rows, random);
            double[] plain = [.. Enumerable.Range(0, rows).Select(row => Plain(ensemble, features[row]))];
            Assert.Equal(plain, Enumerable.Range(0, rows).Select(row => ensemble.Score(features[row])));
            Assert.Equal(plain, ensemble.Score(features));
        }
    }

    [Fact]
    public void No_trees_score_zero() => Assert.Equal([0, 0, 0, 0, 0], new TreeEnsemble([], [], [], [], [], []).Score(new FeatureMatrix(1, new float[5])));

    [Fact]
    public void Rows_of_too_few_features_are_refused()
    {
        var trees = new TreeEnsemble([0], [1], [0.5f], [~0], [~1], [1, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => trees.Score([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => trees.Score(new FeatureMatrix(1, new float[10])));
    }

    [Fact]
    public void Branches_that_grow_together_are_refused() =>
        Assert.Throws<InvalidDataException>(() => new TreeEnsemble([0], [0, 0], [0.5f, 0.5f], [1, ~0], [1, ~1], [1, 2]).Check(features: 1));

    [Fact]
    public void A_feature_beyond_what_can_be_laid_out_is_refused() =>
        Assert.Throws<InvalidDataException>(() => new TreeEnsemble([0], [70_000], [0.5f], [~0], [~1], [1, 2]).Check(features: 80_000));

    private static double Plain(TreeEnsemble trees, ReadOnlySpan<float> features)
    {
        var sum = 0.0;
        foreach (var root in trees.Roots)
        {
            var place = root;
            while (place >= 0)
                place = features[trees.Features[place]] > trees.Thresholds[place] ? trees.Right[place] : trees.Left[place];
            sum += trees.Leaves[~place];
        }

        return sum;
    }

    // As lopsided as boosted trees are.
    private static int Grow(TreeBuilder builder, Random random, int leaves)
    {
        if (leaves == 1)
            return builder.Leaf(random.NextDouble() - 0.5);
        var node = builder.Node(random.Next(Width), random.Next(10));
        var lesser = 1 + (int)((leaves - 1) * Math.Pow(random.NextDouble(), 2));
        return builder.Join(node, Grow(builder, random, lesser), Grow(builder, random, leaves - lesser));
    }

    // Values are often thresholds, missing or infinite.
    private static FeatureMatrix Made(int rows, Random random) => new(Width, [.. Enumerable.Range(0, rows * Width).Select(_ => random.Next(12) switch
    {
        0 => float.NaN,
        1 => float.PositiveInfinity,
        2 => float.NegativeInfinity,
        _ => random.Next(20) / 2f,
    })]);
}

using Microsoft.ML.Data;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Tests.Trees;

public sealed class LightGbmTests
{
    private static readonly BoostingSettings Settings = new(60, 15, 20, 0.1, 0.7, 0.8, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_copied_trees_score_as_ML_NET_does_to_the_last_bit(int seed)
    {
        var (features, labels) = Made(3000, seed);
        int[] rows = [.. Enumerable.Range(0, features.Rows)];
        var trees = LightGbm.Grow(features, labels, rows, Settings, seed).Ensemble;

        var theirs = LightGbm.Fit(features, labels, rows, Settings, seed);
        var (unseen, none) = Made(3000, seed + 100);
        var scores = theirs.Transform(new MatrixView(unseen, none, rows)).GetColumn<float>("Score").ToArray();

        Assert.Equal(scores, rows.Select(row => (float)trees.Score(unseen[row])));
        Assert.True(scores.Distinct().Count() > 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_trees_copied_from_FastTree_score_as_ML_NET_does_to_the_last_bit(int seed)
    {
        var (features, labels) = Made(3000, seed);
        int[] rows = [.. Enumerable.Range(0, features.Rows)];
        var trees = FastTree.Grow(features, labels, rows, Settings, seed).Ensemble;

        var theirs = FastTree.Fit(features, labels, rows, Settings, seed);
        var (unseen, none) = Made(3000, seed + 100);
        var scores = theirs.Transform(new MatrixView(unseen, none, rows)).GetColumn<float>("Score").ToArray();

        Assert.Equal(scores, rows.Select(row => (float)trees.Score(unseen[row])));
        Assert.True(scores.Distinct().Count() > 100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Equal_labels_are_one_leaf(double label)
    {
        var (features, labels) = Made(100, 1);
        Array.Fill(labels, label);
        int[] rows = [.. Enumerable.Range(0, features.Rows)];
        foreach (var trees in new[] { LightGbm.Grow(features, labels, rows, Settings, 1), FastTree.Grow(features, labels, rows, Settings, 1) })
        {
            trees.Ensemble.Check(features.Width);
            Assert.Equal(label, trees.Ensemble.Score(features[0]), 1e-6);
        }
    }

    [Fact]
    public void The_mean_of_ensembles_scores_the_mean_of_their_scores()
    {
        var (features, labels) = Made(1000, 3);
        int[] rows = [.. Enumerable.Range(0, features.Rows)];
        TreeEnsemble[] ensembles = [.. Enumerable.Range(1, 3).Select(seed => LightGbm.Grow(features, labels, rows, Settings, seed).Ensemble)];
        var mean = TreeEnsemble.Mean(ensembles);
        mean.Check(features.Width);
        Assert.All(rows, row => Assert.Equal(ensembles.Average(trees => trees.Score(features[row])), mean.Score(features[row]), 1e-9));
    }

    [Fact]
    public void Only_features_that_tell_something_have_gain()
    {
        var (features, labels) = Made(3000, 4);
        var gains = LightGbm.Grow(features, labels, [.. Enumerable.Range(0, features.Rows)], Settings, 1).Gains;
        Assert.True(gains[0] > 10 * gains[3]);
        Assert.Equal(0, gains[4]);
    }

    [Theory]
    [InlineData(0, 1, -2)]
    [InlineData(0, -1, 0)]
    [InlineData(9, -1, -2)]
    [InlineData(0, -1, -3)]
    public void Arrays_that_are_no_trees_are_refused(int feature, int left, int right) =>
        Assert.Throws<InvalidDataException>(() => new TreeEnsemble([0], [feature], [0.5f], [left], [right], [1, 2]).Check(features: 2));

    // Two features that matter, one with missing values that matter, one of noise, one constant.
    private static (FeatureMatrix Features, double[] Labels) Made(int rows, int seed)
    {
        var random = new Random(seed);
        var values = new float[rows * 5];
        var labels = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            var (a, b, c) = (random.NextSingle() * 1e9f, random.Next(5), random.NextSingle());
            var missing = random.Next(4) == 0;
            new[] { a, b, missing ? float.NaN : c, random.NextSingle(), 3 }.CopyTo(values, row * 5);
            labels[row] = (a / 1e8) + (b * b) + (missing ? 7 : c) + random.NextDouble();
        }

        return (new FeatureMatrix(5, values), labels);
    }
}

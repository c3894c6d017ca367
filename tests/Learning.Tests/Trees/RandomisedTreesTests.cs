using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Tests.Trees;

public sealed class RandomisedTreesTests
{
    private static readonly RandomisedTreesSettings Settings = new(Trees: 50, FeatureFraction: 0.7, MostRows: 10_000);

    [Fact]
    public void Rows_that_can_be_told_apart_are_learned_by_heart()
    {
        var (features, labels) = TwoClasses.Make(1000, 1);
        var trees = RandomisedTrees.Grow(features, labels, [.. Enumerable.Range(0, 1000)], Settings, 1);
        trees.Check(3);
        Assert.All(Enumerable.Range(0, 1000), row => Assert.Equal(labels[row] ? 1 : 0, trees.Score(features[row]), 9));
    }

    // The share of positives among rows that are alike, missing values too.
    [Theory]
    [InlineData(1)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Rows_that_are_alike_share_a_leaf(float value)
    {
        var features = new FeatureMatrix(1, [value, value, value, value]);
        var trees = RandomisedTrees.Grow(features, [true, false, false, false], [0, 1, 2, 3], Settings, 1);
        Assert.Equal(0.25, trees.Score([value]), 9);
    }

    [Fact]
    public void A_missing_value_is_told_from_others()
    {
        var features = new FeatureMatrix(1, [float.NaN, float.NaN, 1, float.NegativeInfinity, 3, float.PositiveInfinity]);
        var trees = RandomisedTrees.Grow(features, [true, true, false, true, false, false], [0, 1, 2, 3, 4, 5], Settings, 1);
        Assert.Equal(1, trees.Score([float.NaN]), 9);
        Assert.Equal(0, trees.Score([1]), 9);
        Assert.Equal(0, trees.Score([float.PositiveInfinity]), 9);
    }

    // A large share of positives among 8,000 new rows; a score that tells nothing has an average precision of that share.
    [Theory]
    [InlineData(10_000)]
    [InlineData(500)]
    public void New_rows_are_told_apart_and_a_sample_for_each_tree_does(int mostRows)
    {
        var (features, labels) = TwoClasses.Make(4000, 2);
        var trees = RandomisedTrees.Grow(features, labels, [.. Enumerable.Range(0, 4000)], Settings with { MostRows = mostRows }, 1);
        var (unseen, truth) = TwoClasses.Make(8000, 3);
        double[] truthful = [.. Enumerable.Range(0, 8000).Select(row => (unseen[row][0] / 1e5) + (float.IsNaN(unseen[row][1]) ? 2 : -3 * unseen[row][1]))];
        var (best, found) = (AveragePrecision.Of(ScoredRows.Sort(truthful, truth), []), AveragePrecision.Of(ScoredRows.Sort(trees.Score(unseen), truth), []));
        Assert.InRange(found, truth.Average(label => label ? 1.0 : 0) + 0.2, best + 0.02);
    }

    [Fact]
    public void One_seed_grows_the_same_trees_and_another_others()
    {
        var (features, labels) = TwoClasses.Make(300, 4);
        TreeEnsemble Grown(int seed) => RandomisedTrees.Grow(features, labels, [.. Enumerable.Range(0, 300)], Settings, seed);
        Assert.Equal(Grown(1).Thresholds, Grown(1).Thresholds);
        Assert.NotEqual(Grown(1).Thresholds, Grown(2).Thresholds);
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Tests.Trees;

public sealed class LightGbmBinaryTests
{
    private static readonly BoostingSettings Settings = new(60, 8, 20, 0.1, 0.7, 0.8, 0);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_copied_trees_score_as_ML_NET_does_to_the_last_bit(int seed)
    {
        var (features, labels) = TwoClasses.Make(3000, seed);
        int[] rows = [.. Enumerable.Range(0, features.Rows)];
        var trees = LightGbmBinary.Grow(features, labels, rows, Settings, seed).Ensemble;

        var theirs = LightGbmBinary.Fit(features, labels, rows, Settings, seed);
        var (unseen, none) = TwoClasses.Make(3000, seed + 100);
        var scores = theirs.Transform(LightGbmBinary.View(new MLContext(seed), unseen, none, rows)).GetColumn<float>("Score").ToArray();

        Assert.Equal(scores, rows.Select(row => (float)trees.Score(unseen[row])));
        Assert.True(scores.Distinct().Count() > 100);
    }

    [Fact]
    public void The_score_is_the_log_odds()
    {
        var (features, labels) = TwoClasses.Make(4000, 3);
        var trees = LightGbmBinary.Grow(features, labels, [.. Enumerable.Range(0, features.Rows)], Settings, 1).Ensemble;
        var mean = Enumerable.Range(0, features.Rows).Average(row => 1 / (1 + Math.Exp(-trees.Score(features[row]))));
        Assert.Equal(labels.Average(label => label ? 1.0 : 0), mean, 0.01);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_of_one_class_are_refused_in_words(bool label)
    {
        var (features, _) = TwoClasses.Make(100, 5);
        var refused = Assert.Throws<ArgumentException>(
            () => LightGbmBinary.Grow(features, [.. Enumerable.Repeat(label, 100)], [.. Enumerable.Range(0, 100)], Settings, 1));
        Assert.Contains($"{(label ? 100 : 0)} of the 100 rows are positive", refused.Message, StringComparison.Ordinal);
    }
}

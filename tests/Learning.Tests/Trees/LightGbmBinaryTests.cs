using Microsoft.ML;
using Microsoft.ML.Data;
using MlFunctions.Learning.Features;
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
        var (features, labels) = Made(3000, seed);
        int[] rows = [.. Enumerable.Range(0, features.Rows)];
        var trees = LightGbmBinary.Grow(features, labels, rows, Settings, seed).Ensemble;

        var theirs = LightGbmBinary.Fit(features, labels, rows, Settings, seed);
        var (unseen, none) = Made(3000, seed + 100);
        var scores = theirs.Transform(LightGbmBinary.View(new MLContext(seed), unseen, none, rows)).GetColumn<float>("Score").ToArray();

        Assert.Equal(scores, rows.Select(row => (float)trees.Score(unseen[row])));
        Assert.True(scores.Distinct().Count() > 100);
    }

    [Fact]
    public void The_score_is_the_log_odds()
    {
        var (features, labels) = Made(4000, 3);
        var trees = LightGbmBinary.Grow(features, labels, [.. Enumerable.Range(0, features.Rows)], Settings, 1).Ensemble;
        var mean = Enumerable.Range(0, features.Rows).Average(row => 1 / (1 + Math.Exp(-trees.Score(features[row]))));
        Assert.Equal(labels.Average(label => label ? 1.0 : 0), mean, 0.01);
    }

    [Fact]
    public void Held_out_scores_are_those_of_trees_that_never_saw_the_row_and_new_rows_have_the_mean()
    {
        var (features, labels) = Made(600, 4);
        var folds = new Folds([.. Enumerable.Range(0, 600).Select(row => row % 3)], 3);
        var fit = BinaryCrossFit.Of(features, labels, folds, Settings, 1, _ => { });
        TreeEnsemble[] each =
        [
            .. Enumerable.Range(0, 3).Select(fold =>
                LightGbmBinary.Grow(features, labels, [.. Enumerable.Range(0, 600).Where(row => row % 3 != fold)], Settings, 1 + fold).Ensemble),
        ];
        Assert.All(Enumerable.Range(0, 600), row => Assert.Equal(each[row % 3].Score(features[row]), fit.HeldOut[row]));
        Assert.Equal(each.Average(trees => trees.Score(features[0])), fit.Mean.Score(features[0]), 9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_of_one_class_are_refused_in_words(bool label)
    {
        var (features, _) = Made(100, 5);
        var refused = Assert.Throws<ArgumentException>(
            () => LightGbmBinary.Grow(features, [.. Enumerable.Repeat(label, 100)], [.. Enumerable.Range(0, 100)], Settings, 1));
        Assert.Contains($"{(label ? 100 : 0)} of the 100 rows are positive", refused.Message, StringComparison.Ordinal);
    }

    private static (FeatureMatrix Features, bool[] Labels) Made(int rows, int seed)
    {
        var random = new Random(seed);
        var values = new float[rows * 3];
        var labels = new bool[rows];
        for (var row = 0; row < rows; row++)
        {
            var (a, b, missing) = (random.NextSingle() * 1e6f, random.NextSingle(), random.Next(4) == 0);
            new[] { a, missing ? float.NaN : b, random.NextSingle() }.CopyTo(values, row * 3);
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-((a / 1e5) + (missing ? 2 : -3 * b) - 8)));
        }

        return (new FeatureMatrix(3, values), labels);
    }
}

using MlFunctions.Learning.Features;
using MlFunctions.Learning.Linear;

namespace MlFunctions.Learning.Tests.Linear;

public sealed class RidgeRegressionTests
{
    private static readonly int[] All = [.. Enumerable.Range(0, 400)];

    [Fact]
    public void A_plane_with_missing_values_is_found()
    {
        var (features, labels) = Made();
        var fit = RidgeRegression.Fit(features, labels, All, 1e-9);
        Assert.Equal(3, fit.Weights[0], 1e-3);
        Assert.Equal(-2, fit.Weights[1], 1e-3);
        Assert.Equal(10, fit.Missing[0], 1e-2);
        Assert.All(All, row => Assert.Equal(labels[row], fit.Score(features[row]), 0.1));
    }

    // One standardised feature of mean square 1 and a slope of 3: the weight is 3 / (1 + penalty).
    [Fact]
    public void A_penalty_draws_the_weight_towards_0_by_its_share()
    {
        var features = new FeatureMatrix(1, [-1, 1, -1, 1]);
        var fit = RidgeRegression.Fit(features, [-3, 3, -3, 3], [0, 1, 2, 3], 0.5);
        Assert.Equal(2, fit.Weights[0], 1e-12);
        Assert.Equal(0, fit.Intercept, 1e-12);
    }

    [Fact]
    public void Beyond_what_training_rows_showed_a_feature_says_no_more()
    {
        var (features, labels) = Made();
        var fit = RidgeRegression.Fit(features, labels, All, 1e-9);
        Assert.Equal(fit.Score([fit.Highest[0], 0]), fit.Score([float.PositiveInfinity, 0]));
        Assert.Equal(fit.Score([fit.Lowest[0], 0]), fit.Score([float.MinValue, 0]));
    }

    [Fact]
    public void Constant_and_wholly_missing_features_have_no_weight()
    {
        var features = new FeatureMatrix(2, [7, float.NaN, 7, float.NaN, 7, float.NaN]);
        var fit = RidgeRegression.Fit(features, [1, 2, 3], [0, 1, 2], 0.001);
        Assert.Equal([0, 0], fit.Weights);
        Assert.Equal(2, fit.Score([7, float.NaN]), 1e-2);
    }

    [Fact]
    public void A_mean_scores_the_mean()
    {
        var (features, labels) = Made();
        LinearScorer[] fits = [.. Enumerable.Range(0, 3).Select(part => RidgeRegression.Fit(features, labels, [.. All.Where(row => row % 3 != part)], 0.1))];
        var mean = LinearScorer.Mean(fits);
        Assert.All(All, row => Assert.Equal(fits.Average(fit => fit.Score(features[row])), mean.Score(features[row]), 1e-9));
    }

    [Fact]
    public void Weights_that_are_none_of_its_features_are_refused()
    {
        var sound = new LinearScorer([0], [1], [1], [0], 0);
        sound.Check(1);
        LinearScorer[] unsound = [sound with { Weights = [double.NaN] }, sound with { Missing = [] }, sound with { Lowest = [2] }];
        Assert.All(unsound.Append(sound), scorer => Assert.Throws<InvalidDataException>(() => scorer.Check(scorer == sound ? 2 : 1)));
    }

    // y = 3 a − 2 b + 1, and 11 − 2 b where a is missing.
    private static (FeatureMatrix Features, double[] Labels) Made()
    {
        var random = new Random(1);
        var values = new float[2 * All.Length];
        var labels = new double[All.Length];
        foreach (var row in All)
        {
            var (a, b) = (random.Next(4) == 0 ? float.NaN : random.Next(9), (float)random.Next(9));
            (values[2 * row], values[(2 * row) + 1]) = (a, b);
            labels[row] = (float.IsNaN(a) ? 10 : 3 * a) - (2 * b) + 1;
        }

        return (new FeatureMatrix(2, values), labels);
    }
}

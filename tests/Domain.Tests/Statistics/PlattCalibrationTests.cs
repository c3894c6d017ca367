using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Tests.Statistics;

public sealed class PlattCalibrationTests
{
    // By hand: two scores with 1 of 4 and 3 of 4 positive; the smoothed targets 5/6 and 1/6 move the shares to (5/6 + 3/6)/4 = 1/3 and 2/3.
    [Fact]
    public void Two_scores_have_their_smoothed_shares()
    {
        var curve = PlattCalibration.Fit([-1, -1, -1, -1, 1, 1, 1, 1], [true, false, false, false, true, true, true, false]);
        Assert.Equal(1 / 3.0, curve.Of(-1), 6);
        Assert.Equal(2 / 3.0, curve.Of(1), 6);
    }

    [Theory]
    [InlineData(1, -4)]
    [InlineData(0.5, 2)]
    [InlineData(3, -6)]
    public void The_curve_that_made_the_labels_is_found(double slope, double intercept)
    {
        var random = new Random(5);
        double[] scores = [.. Enumerable.Range(0, 40_000).Select(_ => (random.NextDouble() * 6) - 2)];
        bool[] positive = [.. scores.Select(score => random.NextDouble() < 1 / (1 + Math.Exp(-((slope * score) + intercept))))];
        var curve = PlattCalibration.Fit(scores, positive);
        Assert.Equal(slope, curve.Slope, 0.08 * slope);
        Assert.Equal(intercept, curve.Intercept, 0.3);
        Assert.Equal(positive.Average(label => label ? 1.0 : 0), scores.Average(curve.Of), 3);
    }

    [Fact]
    public void Perfectly_told_classes_and_huge_scores_have_a_finite_curve()
    {
        double[] scores = [-1e9, -2e9, 0, 1e9, 3e9];
        var curve = PlattCalibration.Fit(scores, [false, false, false, true, true]);
        Assert.True(double.IsFinite(curve.Slope) && curve.Slope > 0);
        Assert.All(scores.Append(double.MinValue).Append(double.MaxValue), score => Assert.InRange(curve.Of(score), 0, 1));
    }

    [Fact]
    public void A_score_that_tells_nothing_or_the_contrary_gives_the_share_of_positives()
    {
        Assert.Equal(1 / 3.0, PlattCalibration.Fit([7, 7, 7, 7], [true, false, false, false]).Of(7), 0.03);
        var contrary = PlattCalibration.Fit([1, 2, 3, 4, 5, 6], [true, true, false, false, false, false]);
        Assert.Equal(0, contrary.Slope);
        Assert.Equal(3 / 8.0, contrary.Of(100), 9);
    }

    [Fact]
    public void A_corrected_curve_gives_corrected_probabilities()
    {
        var curve = new PlattCalibration(1.3, -2);
        var prior = PriorCorrection.Between(0.2, 0.01);
        Assert.All(new[] { -3.0, 0, 2.5, 8 }, score => Assert.Equal(prior.Of(curve.Of(score)), curve.Corrected(prior).Of(score), 12));
    }

    [Fact]
    public void Rows_that_cannot_calibrate_are_refused_in_words()
    {
        Assert.Contains("0 scores", Refused([], []), StringComparison.Ordinal);
        Assert.Contains("0 of 2 rows are positive", Refused([1, 2], [false, false]), StringComparison.Ordinal);
        Assert.Contains("2 of 2 rows are positive", Refused([1, 2], [true, true]), StringComparison.Ordinal);
        Assert.Contains("finite", Refused([1, double.NaN], [true, false]), StringComparison.Ordinal);

        static string Refused(double[] scores, bool[] positive) => Assert.Throws<ArgumentException>(() => PlattCalibration.Fit(scores, positive)).Message;
    }
}

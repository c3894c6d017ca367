using CsCheck;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Tests.Statistics;

public sealed class ConformalQuantileTests
{
    private static readonly double[] Nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    // (9 + 1) × 0.9 = 9, (9 + 1) × 0.85 = 8.5.
    [Theory]
    [InlineData(0.9, 9)]
    [InlineData(0.85, 9)]
    [InlineData(0.8, 8)]
    [InlineData(0.99, 9)]
    public void The_upper_is_the_order_statistic_of_rank_n_plus_one_times_level_rounded_up(double level, double expected) =>
        Assert.Equal(expected, ConformalQuantile.Upper(Nine, level));

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.15, 1)]
    [InlineData(0.2, 2)]
    [InlineData(0.01, 1)]
    public void The_lower_is_the_order_statistic_of_rank_n_plus_one_times_level_rounded_down(double level, double expected) =>
        Assert.Equal(expected, ConformalQuantile.Lower(Nine, level));

    [Fact]
    public void Lower_and_upper_mirror_each_other() => Gen.Double[-100, 100].Array[1, 60].Select(Gen.Double[0, 1]).Sample((scores, level) =>
    {
        Array.Sort(scores);
        double[] mirrored = [.. scores.Reverse().Select(score => -score)];
        return ConformalQuantile.Lower(scores, level) == -ConformalQuantile.Upper(mirrored, 1 - level);
    });

    [Fact]
    public void No_scores_are_refused_in_words() =>
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => ConformalQuantile.Upper([], 0.9)).Message, StringComparison.Ordinal);

    // Theorem: coverage of a new score lies in [0.8, 0.8 + 2/(n + 1)); averaged over 4,000 calibrations its standard error is 0.002.
    [Theory]
    [InlineData(19)]
    [InlineData(99)]
    public void The_range_between_them_holds_what_it_states(int scores)
    {
        var random = new Random(11);
        double Score() => Math.Exp(random.NextDouble() * 3);
        var covered = 0.0;
        const int Calibrations = 4000, News = 20;
        for (var calibration = 0; calibration < Calibrations; calibration++)
        {
            double[] sorted = [.. Enumerable.Range(0, scores).Select(_ => Score()).Order()];
            var (lower, upper) = (ConformalQuantile.Lower(sorted, 0.1), ConformalQuantile.Upper(sorted, 0.9));
            covered += Enumerable.Range(0, News).Count(_ => Score() is var score && score >= lower && score <= upper);
        }

        Assert.InRange(covered / (Calibrations * News), 0.8 - 0.008, 0.8 + (2.0 / (scores + 1)) + 0.008);
    }
}

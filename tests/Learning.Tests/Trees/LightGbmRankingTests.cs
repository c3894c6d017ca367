using Microsoft.ML.Data;
using MlFunctions.Domain.Metrics.Ranking;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Tests.Trees;

public sealed class LightGbmRankingTests
{
    private const int GroupRows = 20;

    private static readonly BoostingSettings Settings = new(40, 7, 10, 0.1, 0.7, 0.8, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_copied_trees_score_as_ML_NET_does_to_the_last_bit(int seed)
    {
        var (features, grades, groups) = Made(100, seed);
        int[] rows = [.. Enumerable.Range(0, features.Rows)];
        var trees = LightGbmRanking.Grow(features, grades, groups, rows, Settings, seed).Ensemble;

        var theirs = LightGbmRanking.Fit(features, grades, groups, rows, Settings, seed);
        var (unseen, none, others) = Made(100, seed + 100);
        var scores = theirs.Transform(new MatrixView(unseen, none, rows, others)).GetColumn<float>("Score").ToArray();
        Assert.Equal(scores, rows.Select(row => (float)trees.Score(unseen[row])));
        Assert.True(scores.Distinct().Count() > 20);
    }

    [Fact]
    public void Many_rows_have_the_scores_of_each_to_the_last_bit()
    {
        var (features, grades, groups) = Made(60, 3);
        var trees = LightGbmRanking.Grow(features, grades, groups, [.. Enumerable.Range(0, features.Rows)], Settings, 1).Ensemble;
        Assert.Equal(Enumerable.Range(0, features.Rows).Select(row => trees.Score(features[row])), trees.Score(features));
    }

    [Fact]
    public void Rows_of_a_group_may_stand_apart()
    {
        var (features, grades, groups) = Made(60, 3);
        int[] rows = [.. Enumerable.Range(0, features.Rows)];
        int[] scattered = [.. rows.OrderBy(row => row % GroupRows)];
        Assert.Equal(
            LightGbmRanking.Grow(features, grades, groups, rows, Settings, 1).Ensemble.Leaves,
            LightGbmRanking.Grow(features, grades, groups, scattered, Settings, 1).Ensemble.Leaves);
    }

    // The group's own level, which the grades follow most of all, tells nothing of the order within it.
    [Fact]
    public void It_learns_the_order_within_groups()
    {
        var (features, grades, groups) = Made(150, 4);
        var trees = LightGbmRanking.Grow(features, grades, groups, [.. Enumerable.Range(0, features.Rows)], Settings, 1);
        Assert.True(trees.Gains[0] > trees.Gains[2]);

        var (unseen, truth, _) = Made(50, 5);
        var gain = Enumerable.Range(0, 50).Average(group =>
        {
            int[] rows = [.. Enumerable.Range(group * GroupRows, GroupRows)];
            return NormalisedGain.Of([.. rows.Select(row => trees.Ensemble.Score(unseen[row]))], [.. rows.Select(row => truth[row])], 10);
        });
        Assert.True(gain > 0.9);
    }

    [Fact]
    public void Groups_of_equal_grades_teach_nothing()
    {
        var (features, _, groups) = Made(30, 6);
        double[] levels = [.. groups.Select(group => (double)(group % 4))];
        var trees = LightGbmRanking.Grow(features, levels, groups, [.. Enumerable.Range(0, features.Rows)], Settings, 1).Ensemble;
        Assert.Equal(0, trees.Score(features[0]));
    }

    [Fact]
    public void Features_that_are_all_alike_teach_nothing()
    {
        var (features, grades, groups) = Made(30, 6);
        var alike = features with { Values = new float[features.Values.Length] };
        Assert.Equal(0, LightGbmRanking.Grow(alike, grades, groups, [.. Enumerable.Range(0, features.Rows)], Settings, 1).Ensemble.Score(alike[0]));
    }

    // One feature that tells the order, one of noise, one that is the same in a group and shifts its grades; a quarter of the first is missing.
    private static (FeatureMatrix Features, double[] Grades, int[] Groups) Made(int groups, int seed)
    {
        var random = new Random(seed);
        var rows = groups * GroupRows;
        var (values, grades, of) = (new float[rows * 3], new double[rows], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            of[row] = row / GroupRows;
            var (good, level) = (random.NextSingle(), of[row] % 3);
            new[] { random.Next(4) == 0 ? float.NaN : good, random.NextSingle(), level }.CopyTo(values, row * 3);
            grades[row] = float.IsNaN(values[row * 3]) ? 0 : Math.Floor(2 * good) + level;
        }

        return (new FeatureMatrix(3, values), grades, of);
    }
}

using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Tests.Anomalies;

public sealed class IsolationForestTests
{
    // c(3) = 2 (1 + 1/2) − 4/3 by the exact harmonic number 1.5; the paper's logarithm gives 2 (ln 2 + 0.5772) − 4/3. c(256) is about 10.24.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1.2074)]
    [InlineData(256, 10.2448)]
    public void The_usual_path_is_the_papers(int rows, double expected) => Assert.Equal(expected, IsolationGrowth.UsualPath(rows), 4);

    // Each of two rows stands alone after one cut, the usual path of two rows: 2^(−1).
    [Fact]
    public void Of_two_rows_each_has_the_score_of_one_half()
    {
        var forest = IsolationForest.Fit(new FeatureMatrix(1, [0, 1]), [0, 1], trees: 10, sample: 2, seed: 1);
        Assert.Equal(Math.Log(0.5), forest.Score([0]), 12);
        Assert.Equal(Math.Log(0.5), forest.Score([1]), 12);
    }

    // Of n rows of which n − 1 are alike, the first cut parts the one that is not; the others are never cut.
    [Fact]
    public void A_row_apart_has_a_path_of_one()
    {
        var forest = IsolationForest.Fit(new FeatureMatrix(1, [5, 5, 5, 5, 5, 5, 5, 90]), [.. Enumerable.Range(0, 8)], trees: 20, sample: 8, seed: 1);
        var usual = IsolationGrowth.UsualPath(8);
        Assert.Equal(-Math.Log(2) * 1 / usual, forest.Score([90]), 12);
        Assert.Equal(-Math.Log(2) * (1 + IsolationGrowth.UsualPath(7)) / usual, forest.Score([5]), 12);
    }

    [Fact]
    public void Rows_that_are_all_alike_have_the_usual_score()
    {
        var forest = IsolationForest.Fit(new FeatureMatrix(2, [1, 2, 1, 2, 1, 2, 1, 2]), [0, 1, 2, 3], trees: 5, sample: 4, seed: 1);
        Assert.Equal(Math.Log(0.5), forest.Score([1, 2]), 12);
    }
}

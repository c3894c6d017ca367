using MlFunctions.Domain.Metrics.Binary;

namespace MlFunctions.Domain.Tests.Metrics.Binary;

public sealed class BinaryMetricsTests
{
    private static readonly double[] Scores = [0.9, 0.8, 0.8, 0.8, 0.6, 0.5, 0.5, 0.3, 0.2, 0.1];
    private static readonly bool[] Positive = [true, true, false, true, false, true, false, false, false, false];
    private static readonly double[] Weights = [1, 2, 3, 1, 4, 1, 2, 8, 9, 5];

    private static readonly double[] Equal = [.. Scores.Select(_ => 1.0)];

    public static TheoryData<string> Names => [.. BinaryMetrics.All.Select(metric => metric.Name)];

    // By hand: average precision 1/4 × 1/1 + 2/4 × 3/4 + 1/4 × 4/7. Calibration: bins hold |1 − 0.9|, |2 − 2.4|, 0.6, |1 − 1|, 0.3, 0.2 and 0.1 of ten
    // rows. A budget of 0.2 is the first row and a third of the next three. scikit-learn 1.2.1 agrees on the first four.
    [Theory]
    [InlineData("averagePrecision", 0.7678571428571428)]
    [InlineData("rocAuc", 0.8541666666666666)]
    [InlineData("brier", 0.173)]
    [InlineData("logLoss", 0.514884963462516)]
    [InlineData("calibrationError", 0.17)]
    [InlineData("recallAtBudget", (1 + (2 / 3.0)) / 4)]
    [InlineData("precisionAtBudget", (1 + (2 / 3.0)) / 2)]
    public void It_is_what_a_hand_works_out(string name, double expected)
    {
        Assert.Equal(expected, Of(name, Scores, Positive, [], 0.2), 12);
        Assert.Equal(expected, Of(name, Scores, Positive, Equal, 0.2), 12);
    }

    // scikit-learn 1.2.1 with sample_weight on the first four. A budget of 0.25 is 9 of the weight 36: 1, then 6, then half of 4; 4 of it is positive, of 5.
    [Theory]
    [InlineData("averagePrecision", 0.6142857142857143)]
    [InlineData("rocAuc", 0.9193548387096774)]
    [InlineData("brier", 0.1491666666666667)]
    [InlineData("logLoss", 0.4648945407696136)]
    [InlineData("recallAtBudget", 4.0 / 5)]
    [InlineData("precisionAtBudget", 4.0 / 9)]
    public void Rows_count_by_their_weights(string name, double expected) => Assert.Equal(expected, Of(name, Scores, Positive, Weights, 0.25), 12);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_weight_of_two_is_a_row_twice_and_the_order_of_rows_does_not_matter(string name)
    {
        double[] weights = [2, 1, 2, 1, 1, 2, 1, 2, 1, 1];
        int[] rows = [.. Enumerable.Range(0, 10).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))];
        new Random(3).Shuffle(rows);
        var repeated = Of(name, [.. rows.Select(row => Scores[row])], [.. rows.Select(row => Positive[row])], [], 0.3);
        Assert.Equal(repeated, Of(name, Scores, Positive, weights, 0.3), 12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Knowing_the_truth_is_ideal(string name)
    {
        double[] known = [.. Positive.Select(positive => positive ? 1.0 : 0.0)];
        Assert.Equal(BinaryMetrics.All.Single(metric => metric.Name == name).Ideal, Of(name, known, Positive, [], 0.4), 12);
    }

    [Fact]
    public void One_score_for_all_rows_has_the_prevalence_and_half_the_area()
    {
        double[] alike = [.. Scores.Select(_ => 0.4)];
        Assert.Equal(0.4, Of("averagePrecision", alike, Positive, [], 0.1), 12);
        Assert.Equal(0.5, Of("rocAuc", alike, Positive, [], 0.1), 12);
        Assert.Equal(0, Of("calibrationError", alike, Positive, [], 0.1), 12);
        Assert.Equal(0.1, Of("recallAtBudget", alike, Positive, [], 0.1), 12);
    }

    [Theory]
    [InlineData("averagePrecision")]
    [InlineData("rocAuc")]
    [InlineData("recallAtBudget")]
    public void Without_a_positive_row_there_is_no_figure(string name) => Assert.Equal(double.NaN, Of(name, Scores, new bool[10], [], 0.1));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_described(string name) =>
        Assert.EndsWith(".", Assert.Single(BinaryMetrics.All, metric => metric.Name == name).Description, StringComparison.Ordinal);

    [Fact]
    public void What_cannot_be_judged_is_refused_in_words()
    {
        Assert.Contains("no rows", Refused(() => ScoredRows.Sort([], [])), StringComparison.Ordinal);
        Assert.Contains("2 scores and 1 labels", Refused(() => ScoredRows.Sort([1, 2], [true])), StringComparison.Ordinal);
        Assert.Contains("row 1 is not a number", Refused(() => ScoredRows.Sort([1, double.NaN], [true, false])), StringComparison.Ordinal);
        Assert.Contains("1 weights for 10 rows", Refused(() => Of("brier", Scores, Positive, [1], 0.1)), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Of("recallAtBudget", Scores, Positive, [], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of("recallAtBudget", Scores, Positive, [], 1.01));
    }

    private static string Refused(Action call) => Assert.Throws<ArgumentException>(call).Message;

    private static double Of(string name, double[] scores, bool[] positive, double[] weights, double budget) =>
        BinaryMetrics.At(budget).Single(metric => metric.Name == name).Of(ScoredRows.Sort(scores, positive), weights);
}

using CsCheck;
using MlFunctions.Domain.Datasets;

namespace MlFunctions.Domain.Tests.Datasets;

public sealed class HoldOutTests
{
    private const double Day = 86_400;

    // One positive in ten.
    private static readonly double[] Cases = [.. Enumerable.Range(0, 100).Select(row => row % 10 == 0 ? 1.0 : 0)];

    [Fact]
    public void The_last_fifth_of_the_days_validates_rounded_up()
    {
        var split = HoldOut.LastDays([.. Enumerable.Range(0, 23).Select(day => day * Day)]);
        Assert.Equal([18, 19, 20, 21, 22], split.Validation);
        Assert.Equal("the last 5 of 23 days, from 1970-01-19", split.Description);
        Assert.Null(split.Refusal);
    }

    [Fact]
    public void A_day_is_never_split_and_gaps_are_no_days()
    {
        var split = HoldOut.LastDays([0, Day - 1, 9 * Day, (10 * Day) - 1, 10 * Day, Day], share: 0.5);
        Assert.Equal([0, 1, 5], split.Training);
        Assert.Equal([2, 3, 4], split.Validation);
    }

    [Fact]
    public void Rows_without_a_time_train()
    {
        var split = HoldOut.LastDays([double.NaN, 0, Day]);
        Assert.Equal([0, 1], split.Training);
    }

    [Fact]
    public void One_day_is_refused_in_words()
    {
        var split = HoldOut.LastDays([1, 2, double.NaN]);
        Assert.Contains("at least 2 days, and these are of 1", split.Refusal, StringComparison.Ordinal);
        Assert.Empty(split.Training);
    }

    [Fact]
    public void One_row_is_refused_in_words() => Assert.Contains("at least 2 rows", HoldOut.Shuffled([0], 1).Refusal, StringComparison.Ordinal);

    [Fact]
    public void Every_row_is_on_one_side_and_no_validation_row_is_earlier_than_a_training_row() =>
        Gen.Double[0, 30 * Day].Array[2, 80].Select(Gen.Double[0.01, 0.99]).Sample((times, share) =>
        {
            var split = HoldOut.LastDays(times, share);
            return split.Refusal is not null
                || (split.Training.Concat(split.Validation).Order().SequenceEqual(Enumerable.Range(0, times.Length))
                    && split.Training.Max(row => times[row]) < split.Validation.Min(row => times[row]));
        });

    [Fact]
    public void A_shuffle_is_the_seeds()
    {
        Assert.Equal(HoldOut.Shuffled(Cases, 1).Validation, HoldOut.Shuffled(Cases, 1).Validation);
        Assert.NotEqual(HoldOut.Shuffled(Cases, 1).Validation, HoldOut.Shuffled(Cases, 2).Validation);
        Assert.Equal(20, HoldOut.Shuffled(Cases, 1).Validation.Count);
        Assert.Equal(80, HoldOut.Shuffled(Cases, 1).Training.Count);
    }

    [Fact]
    public void Each_class_keeps_its_share() => Assert.Equal(2, HoldOut.Shuffled(Cases, 1).Validation.Count(row => Cases[row] == 1));

    [Fact]
    public void A_request_is_never_split()
    {
        string[] requests = [.. Enumerable.Range(0, 60).Select(row => $"query {row % 10}")];
        var split = HoldOut.Requests(requests, seed: 1);
        Assert.Equal((48, 12), (split.Training.Count, split.Validation.Count));
        Assert.Empty(split.Training.Select(row => requests[row]).Intersect(split.Validation.Select(row => requests[row])));
        Assert.Contains("at least 2 requests", HoldOut.Requests(["a", "a"], 1).Refusal, StringComparison.Ordinal);
    }
}

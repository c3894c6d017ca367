using MlFunctions.Learning.Ranges;

namespace MlFunctions.Learning.Tests.Ranges;

public sealed class QuantileRangeTests
{
    private static readonly QuantileRange Unit = new(LabelScale.Identity, Center: 0, Spread: 1);

    [Fact]
    public void Targets_are_centred_by_the_median_and_scaled_by_the_quartiles()
    {
        var range = QuantileRange.For(LabelScale.Identity, [1, 2, 3, 4, 100]);
        Assert.Equal(0, range.Target(3));
        Assert.Equal(1.349f, range.Target(5), 3);
        Assert.Equal(5, range.Range([0, range.Target(5), 2]).Value, 6);
    }

    [Fact]
    public void Each_end_is_moved_so_that_nine_of_ten_held_out_rows_are_on_its_side()
    {
        float[] targets = [.. Enumerable.Range(1, 99).Select(target => (float)target)];
        float[] quantiles = [.. targets.SelectMany(_ => new[] { 30f, 50, 60 })];
        var range = Unit.Calibrated(targets, quantiles).Range([30, 50, 60]);
        Assert.Equal((10, 50, 90), (range.P10, range.Value, range.P90));
    }

    [Fact]
    public void An_end_that_is_moved_inwards_stops_at_the_median()
    {
        var range = (Unit with { Lower = -5, Upper = -5 }).Range([-1, 0, 1]);
        Assert.Equal((0, 0, 0), (range.P10, range.Value, range.P90));
    }

    [Fact]
    public void Equal_labels_are_answered_whatever_the_network_says()
    {
        var range = QuantileRange.For(LabelScale.Log, [Math.Log(7), Math.Log(7)]);
        Assert.Equal(0, range.Target(Math.Log(9)));
        Assert.Equal(7, range.Range([-3, 1, 3]).P90, 9);
    }

    [Fact]
    public void Labels_that_are_mostly_equal_still_have_a_spread() =>
        Assert.True(QuantileRange.For(LabelScale.Identity, [1, 1, 1, 1, 1, 1, 9]).Spread > 0);
}

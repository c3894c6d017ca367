using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Resampling;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Tests.Features;

public sealed class EncoderTests
{
    private static readonly IReadOnlyList<Example> Rows = [Of("a", 10), Of("a", 20), Of("b", 40), Of(null, 50)];

    // The mean of all is 30 and weighs 20 rows: a = (30 + 600) / 22, b = (40 + 600) / 21.
    [Theory]
    [InlineData("a", 630.0 / 22)]
    [InlineData("b", 640.0 / 21)]
    [InlineData("new", 30)]
    [InlineData(null, 30)]
    public void A_mean_label_is_drawn_towards_the_mean_of_all(string? text, double expected) =>
        Assert.Equal((float)expected, Encode(TargetEncoder.Fit(0, "store", Rows), Of(text, 0))[0]);

    [Theory]
    [InlineData("a", 2)]
    [InlineData("new", 0)]
    [InlineData(null, float.NaN)]
    public void A_frequency_counts_training_rows(string? text, float expected) =>
        Assert.Equal(expected, Encode(FrequencyEncoder.Fit(0, "store", Rows), Of(text, 0))[0]);

    [Theory]
    [InlineData("a", new float[] { 1, 0, 0 })]
    [InlineData("seldom", new float[] { 0, 1, 0 })]
    [InlineData("new", new float[] { 0, 1, 0 })]
    [InlineData(null, new float[] { 0, 0, 1 })]
    public void A_category_has_a_place_of_its_own_or_among_the_rare_or_missing(string? text, float[] expected)
    {
        List<Example> rows = [.. Enumerable.Repeat(Of("a", 1), 200), Of("seldom", 1)];
        var encoder = CategoryEncoder.Fit(0, "store", rows);
        Assert.Equal(["store = a", "store rare", "store missing"], encoder.Features);
        Assert.Equal(expected, Encode(encoder, Of(text, 0)));
    }

    // 2015-01-21T15:45:00Z was a Wednesday; 1969-12-31T23:00:00Z too.
    [Theory]
    [InlineData(1_421_855_100, 15.75f, 3)]
    [InlineData(-3600, 23, 3)]
    [InlineData(double.NaN, float.NaN, float.NaN)]
    public void A_time_has_an_hour_and_a_weekday(double seconds, float hour, float weekday) =>
        Assert.Equal([hour, weekday], Encode(new TimeEncoder(0, "at"), new Example(new Row([seconds], [null]), 0)));

    [Theory]
    [InlineData(6, 3, 2)]
    [InlineData(6, 0, float.NaN)]
    [InlineData(double.NaN, 3, float.NaN)]
    public void A_ratio_by_zero_is_missing(double over, double under, float expected) =>
        Assert.Equal([expected], Encode(new RatioEncoder(0, 1, "over / under"), new Example(new Row([over, under], [null, null]), 0)));

    [Fact]
    public void No_training_row_sees_its_own_label()
    {
        var rows = Orders.Make(300, seed: 5);
        var folds = Folds.By(Orders.Task, rows, 5, seed: 1);
        var before = FeaturizerFit.Of(Orders.Task.Columns, rows, folds, []).Training;
        List<Example> changed = [rows[0] with { Label = 1e6 }, .. rows.Skip(1)];
        var after = FeaturizerFit.Of(Orders.Task.Columns, changed, folds, []).Training;
        Assert.Equal(before[0].ToArray(), after[0].ToArray());
        Assert.NotEqual(before.Values, after.Values);
    }

    [Fact]
    public void Folds_keep_a_day_together()
    {
        var rows = Orders.Make(300, seed: 5);
        var folds = Folds.By(Orders.Task, rows, 5, seed: 1);
        var foldsOfADay = rows.Zip(folds.Of).GroupBy(pair => Math.Floor(pair.First.Input.Numbers[1] / 86_400));
        Assert.All(foldsOfADay, day => Assert.Single(day.Select(pair => pair.Second).Distinct()));
        Assert.Equal(5, folds.Of.Distinct().Count());
    }

    [Fact]
    public void The_ratio_that_labels_follow_is_found()
    {
        var rows = Orders.Make(2000, seed: 5);
        var best = RatioSelection.Best(Orders.Task.Columns, rows, Folds.By(Orders.Task, rows, 5, 1), 2, seed: 1);
        Assert.All(best, ratio => Assert.Contains(ratio.Name, new[] { "open / couriers", "couriers / open" }));
    }

    private static Example Of(string? text, double label) => new(new Row([double.NaN], [text]), label);

    private static float[] Encode(Encoder encoder, Example example)
    {
        var features = new float[encoder.Features.Count];
        encoder.Encode(example.Input, features);
        return features;
    }
}

using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Tests.Trainers;

public sealed class SettingsSearchTests
{
    private static readonly TrainingSet Set = TrainingSet.Of(Orders.Task, Orders.Make(400, seed: 1), seed: 1);

    private static readonly TrainingSteps Steps = new("test", Trained.Silent.Progress, CancellationToken.None);

    // Settings are what every row is answered with: the nearest to the median label has the least mean absolute error.
    [Fact]
    public void The_settings_that_do_best_on_rows_held_out_are_kept()
    {
        var median = Domain.Statistics.Quantile.Of(Set.Labels(), 0.5);
        var kept = SettingsSearch.Best(Set, Set, [new Answer(0), new Answer(median), new Answer(1000)], Fit, Steps);
        Assert.Equal(median, double.Parse(kept.Settings["value"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(3, kept.Trials.Count);
        Assert.All(kept.Trials, trial => Assert.Equal(("mae", 400), (trial.Metric, trial.Rows)));
        Assert.Equal(median, ((RegressionModel)kept.Model).Predict(Set.Examples[0].Input).Value);
    }

    [Fact]
    public void A_sample_is_searched_and_all_rows_are_learned()
    {
        var heard = new List<int>();
        SettingsSearch.Best(Set, Set.Sample(100), [new Answer(1), new Answer(2)], (set, answer, steps) => Counted(heard, set, answer, steps), Steps);
        Assert.Equal(3, heard.Count);
        Assert.InRange(heard[0], 60, 140);
        Assert.Equal((heard[0], 400), (heard[1], heard[2]));
    }

    [Theory]
    [InlineData(0, 10.0, 9.995, 12.0)]
    [InlineData(1, 10.0, 9.9, 9.895)]
    [InlineData(2, double.NaN, 9.9, 9.0)]
    [InlineData(0, double.NaN, double.NaN, double.NaN)]
    public void A_difference_within_noise_leaves_it_at_the_quicker_settings(int best, params double[] values) =>
        Assert.Equal(best, SettingsSearch.Best(Domain.Metrics.Regression.MeanAbsoluteError.Metric, values));

    [Fact]
    public void One_choice_is_not_tried()
    {
        var kept = SettingsSearch.Best(Set, Set, [new Answer(3)], Fit, Steps);
        Assert.Empty(kept.Trials);
        Assert.Equal("3", kept.Settings["value"]);
    }

    [Fact]
    public void A_sample_keeps_requests_whole_and_every_positive()
    {
        var searches = TrainingSet.Of(Searches.Task, Searches.Make(100, seed: 1), seed: 1).Sample(400);
        Assert.All(searches.Requests(), request => Assert.Equal(Searches.Products, request.Length));
        var payments = Payments.Make(2000, seed: 1);
        var sample = TrainingSet.Of(Payments.Task, payments, seed: 1).Sample(500);
        Assert.Equal(payments.Count(row => row.Label == 1), sample.Examples.Count(row => row.Label == 1));
        Assert.InRange(sample.Examples.Count, 450, 700);
    }

    private static Fitted Counted(List<int> heard, TrainingSet set, Answer answer, TrainingSteps steps)
    {
        heard.Add(set.Examples.Count);
        return Fit(set, answer, steps);
    }

    private static Fitted Fit(TrainingSet set, Answer answer, TrainingSteps steps)
    {
        steps.Begin(0, "nothing");
        return new Fitted(
            new ConstantModel(Artifacts.Manifest.Of("median", Orders.Task), new(answer.Value, answer.Value, answer.Value)),
            [.. set.Examples.Select(_ => answer.Value)]);
    }

    private sealed record Answer(double Value);
}

using MlFunctions.Domain.Datasets;

namespace MlFunctions.Learning.Tests.Trainers;

public sealed class NeuralNetworkTrainerTests
{
    private static readonly IReadOnlyList<Example> Rows = Orders.Make(1500, seed: 1);

    private static readonly Lazy<RegressionModel> Model = new(() => Train(Rows));

    [Fact]
    public void It_is_better_than_the_median_and_its_range_holds_four_of_five()
    {
        var fresh = Orders.Make(2000, seed: 2);
        var estimates = fresh.Select(row => Model.Value.Predict(row.Input)).ToList();
        var median = Rows.Select(row => row.Label).Order().ElementAt(Rows.Count / 2);
        var error = fresh.Zip(estimates).Average(pair => Math.Abs(pair.First.Label - pair.Second.Value));
        Assert.True(error < 0.6 * fresh.Average(row => Math.Abs(row.Label - median)));
        Assert.All(estimates, estimate => Assert.True(estimate.P10 <= estimate.Value && estimate.Value <= estimate.P90));
        Assert.InRange(fresh.Zip(estimates).Average(pair => pair.First.Label >= pair.Second.P10 && pair.First.Label <= pair.Second.P90 ? 1 : 0), 0.76, 0.84);
    }

    [Fact]
    public void A_loaded_model_answers_as_the_saved_one()
    {
        var saved = Model.Value.Save();
        var loaded = (RegressionModel)TrainedModel.Load(saved);
        Assert.Equal(saved, loaded.Save());
        Assert.All(Rows.Take(200), row => Assert.Equal(Model.Value.Predict(row.Input), loaded.Predict(row.Input)));
    }

    [Fact]
    public void One_seed_gives_one_artifact_and_another_seed_another()
    {
        var some = Rows.Take(150).ToList();
        Assert.Equal(Train(some).Save(), Train(some).Save());
        Assert.NotEqual(Train(some).Save(), Train(some, seed: 2).Save());
    }

    [Fact]
    public void Labels_of_either_sign_are_learned()
    {
        var rows = Rows.Take(200).Select(row => row with { Label = row.Label - 40 }).ToList();
        var model = Train(rows);
        Assert.Contains(rows, row => model.Predict(row.Input).Value < 0);
        Assert.Contains(rows, row => model.Predict(row.Input).Value > 0);
    }

    [Fact]
    public void Too_few_rows_are_refused_in_words() => Assert.Contains(
        "at least 50 training rows", Assert.Throws<ArgumentException>(() => Train([.. Rows.Take(49)])).Message, StringComparison.Ordinal);

    private static RegressionModel Train(IReadOnlyList<Example> rows, int seed = 1) => (RegressionModel)new NeuralNetworkTrainer().Train(
        Orders.Task, rows, seed, new Progress<TrainingProgress>(), TestContext.Current.CancellationToken).Model;
}

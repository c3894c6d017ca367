using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;

namespace MlFunctions.Learning.Tests.Trainers;

[Trait("Category", "Slow")]
public sealed class NeuralNetworkTrainerTests
{
    private static readonly IReadOnlyList<Example> Rows = Orders.Make(200, seed: 1);

    [Fact]
    public void It_errs_by_three_fifths_of_the_medians_error_at_most_and_its_range_holds_four_of_five()
    {
        const string Name = "Regression/neural-network";
        var model = (RegressionModel)Checked.ModelOf(Name);
        var fresh = Orders.Make(2000, seed: 2);
        var estimates = fresh.Select(row => model.Predict(row.Input)).ToList();
        var median = Checked.Rows(Name).Select(row => row.Label).Order().ElementAt(Checked.Rows(Name).Count / 2);
        var error = fresh.Zip(estimates).Average(pair => Math.Abs(pair.First.Label - pair.Second.Value));
        Assert.True(error < 0.6 * fresh.Average(row => Math.Abs(row.Label - median)));
        Assert.InRange(fresh.Zip(estimates).Average(pair => pair.First.Label >= pair.Second.P10 && pair.First.Label <= pair.Second.P90 ? 1 : 0), 0.76, 0.84);
    }

    [Fact]
    public void Labels_of_either_sign_are_learned()
    {
        var rows = Rows.Select(row => row with { Label = row.Label - 40 }).ToList();
        var model = Train(rows);
        Assert.Contains(rows, row => model.Predict(row.Input).Value < 0);
        Assert.Contains(rows, row => model.Predict(row.Input).Value > 0);
    }

    [Fact]
    public void Another_seed_gives_another_model()
    {
        var rows = Rows.Take(100).ToList();
        Assert.NotEqual(Train(rows).Save(), Train(rows, seed: 2).Save());
    }

    [Fact]
    public void Too_few_rows_are_refused_in_words() => Assert.Contains(
        "at least 50 training rows", Assert.Throws<ArgumentException>(() => Train([.. Rows.Take(49)])).Message, StringComparison.Ordinal);

    private static RegressionModel Train(IReadOnlyList<Example> rows, int seed = 1) =>
        (RegressionModel)Trained.By(new NeuralNetworkTrainer(), rows, seed);
}

using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Learning.Evaluators;
using MlFunctions.Learning.Trainers;

namespace MlFunctions.Learning.Tests.Trainers;

[Trait("Category", "Slow")]
public sealed class LightGbmTrainerTests
{
    [Fact]
    public void It_is_better_than_the_median_by_more_than_chance_and_its_range_holds_four_of_five()
    {
        var (model, baseline) = (Checked.ModelOf("Regression/lightgbm"), Checked.ModelOf("Regression/median"));
        var evaluation = new Evaluator(Orders.Task, Orders.Make(4000, seed: 2), baseline, null, seed: 1).Evaluate(model);
        Assert.True(evaluation.Difference.Upper < 0);
        Assert.InRange(evaluation.Metric("coverage")!.Value, Coverage.Nominal - 0.03, Coverage.Nominal + 0.03);
        Assert.Equal(RegressionMetrics.All.Select(metric => metric.Name), evaluation.Metrics.Select(metric => metric.Name));
        Assert.Equal(4001, evaluation.Lines.Count());
        // Open orders cost 4 minutes each, shared by the couriers: up to 236 with one courier, where the distance makes 24 at most.
        Assert.Equal("couriers", evaluation.Importance[0].Column);
    }

    [Fact]
    public void Another_seed_gives_another_model()
    {
        var rows = Orders.Make(500, seed: 1);
        Assert.NotEqual(Trained.By(new LightGbmTrainer(), rows, 1).Save(), Trained.By(new LightGbmTrainer(), rows, 2).Save());
    }

    [Fact]
    public void Labels_of_either_sign_are_learned()
    {
        var rows = Orders.Make(500, seed: 1).Select(row => row with { Label = row.Label - 40 }).ToList();
        var model = Trained.Regression(new LightGbmTrainer(), rows);
        Assert.Contains(rows, row => model.Predict(row.Input).Value < 0);
        Assert.Contains(rows, row => model.Predict(row.Input).Value > 0);
    }

    [Fact]
    public void A_task_without_time_is_learned()
    {
        var task = Orders.Task with { Time = null, Block = null };
        var model = new LightGbmTrainer().Train(task, Orders.Make(500, seed: 1), 1, Trained.Silent.Progress, CancellationToken.None).Model;
        Assert.Equal(Orders.Task.Name, model.Manifest.Task);
    }
}

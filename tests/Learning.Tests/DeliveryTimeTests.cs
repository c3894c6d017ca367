using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Evaluators;
using MlFunctions.Learning.Trainers;

namespace MlFunctions.Learning.Tests;

/// <summary>The promise on real orders: the last 20 % of days are judged by a model of the days before.</summary>
[Trait("Category", "Slow")]
public sealed class DeliveryTimeTests(ITestOutputHelper output)
{
    [Fact]
    public void The_last_fifth_of_days_is_predicted_within_10_9_minutes_and_the_range_holds_four_of_five()
    {
        var path = SharedData.Find("delivery-time/doordash.csv.gz");
        Assert.SkipWhen(path is null, SharedData.Absent);
        var task = SharedData.DeliveryTime;
        var examples = SharedData.Read(path!, task);
        var split = HoldOut.Of(task, examples, seed: 1);
        List<Example> training = [.. split.Training.Select(row => examples[row])];
        List<Example> validation = [.. split.Validation.Select(row => examples[row])];

        var model = new LightGbmTrainer().Train(task, training, 1, Trained.Silent.Progress, CancellationToken.None).Model;
        var baseline = new MedianTrainer().Train(task, training, 1, Trained.Silent.Progress, CancellationToken.None).Model;
        var evaluation = new Evaluator(task, validation, baseline, null, seed: 1).Evaluate(model);
        output.WriteLine($"{split.Description}; {training.Count} + {evaluation.Rows} rows, {evaluation.Blocks} blocks; {model.Save().Length} bytes");
        foreach (var metric in evaluation.Metrics.Concat(evaluation.Baseline).Append(evaluation.Difference))
            output.WriteLine($"{metric.Name,-12} {metric.Value:f3} [{metric.Lower:f3}, {metric.Upper:f3}]");

        Assert.True(evaluation.Metric("mae")!.Value <= 10.9);
        Assert.InRange(evaluation.Metric("coverage")!.Value, 0.77, 0.83);
        Assert.True(evaluation.Difference.Upper < 0);
    }
}

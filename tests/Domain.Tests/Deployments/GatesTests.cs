using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Deployments;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Trainings;

namespace MlFunctions.Domain.Tests.Deployments;

public sealed class GatesTests
{
    private const int Rows = 240;
    private const int BlockCount = 120;

    [Fact]
    public void A_model_that_is_better_passes() => Assert.All(Gates.Judge(Card(seed: 1, modelError: 0.8)), gate => Assert.True(gate.Passed));

    [Fact]
    public void A_model_that_answers_as_the_baseline_does_not_pass()
    {
        var gate = Assert.Single(Gates.Judge(Card(seed: 1, modelError: null)));

        Assert.False(gate.Passed);
        Assert.Contains("240 rows", gate.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_no_better_passes_no_more_often_than_the_gate_states()
    {
        const int Simulations = 400;
        const double Stated = 0.025;

        var passed = Enumerable.Range(0, Simulations).AsParallel().Count(seed => Gates.Judge(Card(seed, modelError: 1))[0].Passed);

        Assert.InRange(passed / (double)Simulations, 0, Stated + (3 * Math.Sqrt(Stated * (1 - Stated) / Simulations)));
    }

    /// <summary>A model and a baseline whose errors are normal and, within a store's day, correlated.</summary>
    /// <param name="seed">Of the rows.</param>
    /// <param name="modelError">The model's standard deviation as a multiple of the baseline's; null for a model that answers as the baseline.</param>
    private static ModelCard Card(int seed, double? modelError)
    {
        var random = new Random(seed);
        double[] shared = [.. Enumerable.Range(0, 2 * BlockCount).Select(_ => Normal(random))];
        var examples = new Example[Rows];
        var (model, baseline) = (new Estimate[Rows], new Estimate[Rows]);
        for (var i = 0; i < Rows; i++)
        {
            var block = i % BlockCount;
            var row = Row.Empty(TestTasks.Delivery.Columns.Count);
            row.Numbers[0] = 0;
            row.Texts[1] = $"s{block}";
            examples[i] = new Example(row, 0);
            baseline[i] = Around(0.7 * (shared[block] + Normal(random)));
            model[i] = modelError is { } sd ? Around(0.7 * sd * (shared[BlockCount + block] + Normal(random))) : baseline[i];
        }

        double[] labels = [.. examples.Select(example => example.Label)];
        var evaluation = new Evaluations(TestTasks.Delivery, examples, seed).Of(new RegressionAnswers(labels, model), new RegressionAnswers(labels, baseline), null, []);
        var use = new DatasetUse(1, "", Rows, "");
        return new ModelCard(TestTasks.Delivery.Name, 1, "test", DateTimeOffset.UnixEpoch, evaluation, [], new Provenance("", 1, new TrainingOrder(null, 1, null, 1), new Dictionary<string, string>(), 0, use, use, new CodeVersion("", new Dictionary<string, string>(), new Dictionary<string, string>(), ""), null, new Artifact("", 0)));
    }

    private static Estimate Around(double value) => new(value, value - 1, value + 1);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Decisions;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Tests.Trainers;

[Trait("Category", "Slow")]
public sealed class BinaryTrainersTests
{
    // One payment in twenty is a fraud: a score that tells nothing has an average precision of 0.05.
    [Theory]
    [InlineData("lightgbm", 0.7)]
    [InlineData("randomised-pca", 0.4)]
    [InlineData("isolation-forest", 0.1)]
    [InlineData("autoencoder", 0.4)]
    public void Frauds_are_found_among_new_payments_and_probabilities_are_true(string name, double least)
    {
        // The slow one is trained once in a run; its model of half the rows is good enough.
        var model = name == "lightgbm" ? (BinaryModel)Checked.ModelOf($"Binary/{name}") : Train(name, Payments.Task, Payments.Make(3000, seed: 1));
        var unseen = Payments.Make(3000, seed: 2);
        var rows = ScoredRows.Sort([.. unseen.Select(row => model.Probability(row.Input))], [.. unseen.Select(row => row.Label == 1)]);
        Assert.InRange(AveragePrecision.Of(rows, []), least, 1);
        Assert.InRange(CalibrationError.Of(rows, []), 0, 0.025);
    }

    // Scores are the true log-odds of a class that is one in five among the rows, and one in a hundred in truth.
    [Fact]
    public void A_class_that_is_rarer_in_truth_has_corrected_probabilities_and_the_budget_holds_in_truth()
    {
        var random = new Random(3);
        var scores = new double[20_000];
        var rows = new Example[scores.Length];
        foreach (ref var row in rows.AsSpan())
            row = new Example(Row.Empty(Payments.Task.Columns), random.Next(5) == 0 ? 1 : 0);
        for (var row = 0; row < scores.Length; row++)
            scores[row] = Math.Log(0.2 / 0.8) + (rows[row].Label == 1 ? 4.5 : -4.5) + (3 * (random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2) / Math.Sqrt(1 / 3.0));
        var policy = new DecisionPolicy(1, 1e6, AlertBudget: 0.005, Prevalence: 0.01);
        var decision = BinaryDecision.Of(TrainingSet.Of(Payments.Task with { Decision = policy }, rows, 1), scores);

        var weights = rows.Select(row => row.Label == 1 ? 1 : 99 / 4.0).ToArray();
        var probabilities = decision.Probabilities(scores);
        Assert.Equal(0.01, probabilities.Zip(weights, (probability, weight) => probability * weight).Sum() / weights.Sum(), 0.002);
        Assert.Equal(0.005, probabilities.Zip(weights, (probability, weight) => probability >= decision.Threshold ? weight : 0).Sum() / weights.Sum(), 0.0005);
    }

    [Fact]
    public void The_alert_budget_holds_on_new_payments()
    {
        var task = Payments.Task with { Decision = new DecisionPolicy(1, 1000, AlertBudget: 0.04) };
        var model = Train("randomised-pca", task, Payments.Make(4000, seed: 4));
        var alerted = Payments.Make(4000, seed: 5).Count(row => model.Probability(row.Input) >= model.Threshold);
        // Three standard errors of two samples of 160 alerts.
        Assert.InRange(alerted, 160 - 54, 160 + 54);
    }

    [Theory]
    [InlineData("lightgbm")]
    [InlineData("autoencoder")]
    public void Too_few_frauds_are_refused_in_words(string name)
    {
        IReadOnlyList<Example> rows = [.. Payments.Make(300, seed: 6).Where(row => row.Label == 0), .. Payments.Make(300, seed: 6).Where(row => row.Label == 1).Take(2)];
        var refused = Assert.Throws<ArgumentException>(() => Train(name, Payments.Task, rows));
        Assert.Contains("2 positive", refused.Message, StringComparison.Ordinal);
    }

    private static BinaryModel Train(string name, TaskDefinition task, IReadOnlyList<Example> rows) => (BinaryModel)TrainerList.Find(TaskKind.Binary, name)!
        .Train(task, rows, 1, Trained.Silent.Progress, CancellationToken.None).Model;
}

using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Models;

public sealed class BinaryAnswersTests
{
    private static readonly TaskDefinition Task = new(TaskName.Parse("frauds"), "Frauds.", TaskKind.Binary, [new("country", ColumnType.Category)], "fraud", "averagePrecision")
    {
        Decision = new DecisionPolicy(Prevalence: 0.01),
    };

    // One in five is a fraud; all frauds but one in country a, where probabilities tell; country b has too few to judge by.
    private static readonly Example[] Rows =
    [
        .. Enumerable.Range(0, 500).Select(row => new Example(new Row([double.NaN], [row < 400 ? "a" : "b"]), row < 396 && row % 4 == 0 || row == 499 ? 1 : 0)),
    ];

    private static readonly BinaryAnswers Answers = new([.. Rows.Select(row => row.Label == 1)], [.. Rows.Select(row => row.Label == 1 ? 0.3 : 0.1)], 0.2, Prevalence.Of(Task, Rows).NegativeWeight);

    [Fact]
    public void Negatives_weigh_so_much_that_the_prevalence_is_the_declared_one()
    {
        var classes = Prevalence.Of(Task, Rows);
        Assert.Equal((100, 400, 0.2, 0.01), (classes.Positives, classes.Negatives, classes.SamplePrevalence, classes.Prevalence));
        Assert.Equal(0.01, 100 / (100 + (400 * classes.NegativeWeight)), 12);
        Assert.Equal(1, Prevalence.Of(Task with { Decision = null }, Rows).NegativeWeight);
    }

    [Fact]
    public void Metrics_hold_for_the_declared_prevalence()
    {
        var baseline = new BinaryAnswers([.. Rows.Select(row => row.Label == 1)], [.. Rows.Select(_ => 0.01)], 0.2, Prevalence.Of(Task, Rows).NegativeWeight);
        var evaluation = new Evaluations(Task, Rows, seed: 1).Of(Answers, baseline, null, []);
        Assert.Equal(1, evaluation.Metric("averagePrecision")!.Value);
        Assert.Equal(0.01, evaluation.Baseline.Single(metric => metric.Name == "averagePrecision").Value, 12);
        Assert.True(evaluation.Difference.Lower > 0.9);
        Assert.Equal(["a"], evaluation.Slices.Select(slice => slice.Value));
        Assert.Equal(0.1, evaluation.Reliability![^1].Probability, 12);
        Assert.Equal(0, evaluation.Reliability[^1].Observed);
    }

    [Fact]
    public void A_row_is_readable_with_its_decision_and_weight() =>
        Assert.Equal(["1,0.3,1,1", "0,0.1,0,24.75"], new[] { Answers.Line(0), Answers.Line(1) });
}

using System.Text.Json;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Models;

public sealed class EvaluationsTests
{
    private static readonly TaskDefinition Task = new(
        TaskName.Parse("lengths"),
        "Made-up lengths.",
        TaskKind.Regression,
        [new Column("store", ColumnType.Category), new Column("at", ColumnType.Time), new Column("size", ColumnType.Number), new Column("key", ColumnType.Id)],
        Label: "length",
        Metric: "mae",
        Time: "at",
        Block: "store");

    // Store b is predicted worse than store a: errors of 1 in a, of 3 in b; the baseline errs by 4 everywhere.
    private static readonly IReadOnlyList<Example> Rows =
    [
        .. Enumerable.Range(0, 400).Select(row => new Example(
            new Row([double.NaN, row % 4 * 86_400, row, double.NaN], [row % 3 == 0 ? "b" : "a", null, null, $"{row}"]), 100)),
    ];

    private static readonly double[] Labels = [.. Rows.Select(row => row.Label)];

    private static readonly RegressionAnswers Model = new(Labels, [.. Rows.Select(row => row.Input.Texts[0] == "a" ? new Estimate(99, 90, 110) : new Estimate(97, 90, 99))]);

    private static readonly RegressionAnswers Baseline = new(Labels, [.. Rows.Select(_ => new Estimate(96, 90, 110))]);

    private static Evaluation Evaluated(TaskDefinition task) => new Evaluations(task, Rows, seed: 1).Of(Model, Baseline, (7, Baseline), [new("size", 0.1), new("store", 2)]);

    [Fact]
    public void Metrics_of_model_and_baseline_are_on_the_same_rows()
    {
        var evaluation = Evaluated(Task);
        var mae = ((266 * 1) + (134 * 3)) / 400.0;
        Assert.Equal(mae, evaluation.Metric("mae")!.Value, 12);
        Assert.Equal(4, evaluation.Baseline.Single(metric => metric.Name == "mae").Value, 12);
        Assert.Equal(mae - 4, evaluation.Difference.Value, 12);
        Assert.Equal((7, evaluation.Difference), (evaluation.Production!.Model, evaluation.Production.Difference));
        Assert.Equal(evaluation.Baseline, evaluation.Production.Metrics);
        Assert.Equal(266 / 400.0, evaluation.Metric("coverage")!.Value, 12);
        Assert.True(evaluation.CoverageTest < 0.001);
        Assert.All(evaluation.Metrics, metric => Assert.InRange(metric.Value, metric.Lower, metric.Upper));
    }

    [Fact]
    public void Blocks_are_days_of_a_store()
    {
        Assert.Equal((8, "day of at × store"), (Evaluated(Task).Blocks, Evaluated(Task).BlockedBy));
        Assert.Equal((4, "day of at"), (Evaluated(Task with { Block = null }).Blocks, Evaluated(Task with { Block = null }).BlockedBy));
        Assert.Equal((400, "row"), Evaluated(Task with { Block = null, Time = null }) is var rows ? (rows.Blocks, rows.BlockedBy) : default);
    }

    [Fact]
    public void Slices_are_worst_first_and_have_enough_rows()
    {
        var slices = Evaluated(Task).Slices;
        Assert.Equal(("store", "b", 134), (slices[0].Column, slices[0].Value, slices[0].Rows));
        Assert.Equal(3, slices[0].Metric.Value, 12);
        Assert.All(slices, slice => Assert.True(slice.Rows >= Slices.FewestRows));
        Assert.Equal(4, slices.Count(slice => slice.Column == "size"));
        Assert.DoesNotContain(slices, slice => slice.Column == "key");
        Assert.Contains(slices, slice => slice.Column == "at" && slice.Value.StartsWith("1970-01-01T00:00:00Z … ", StringComparison.Ordinal));
    }

    [Fact]
    public void It_survives_its_JSON_but_for_the_rows()
    {
        var evaluation = Evaluated(Task);
        var json = JsonSerializer.Serialize(evaluation, Json.Options);
        var read = JsonSerializer.Deserialize<Evaluation>(json, Json.Options)!;
        Assert.Equal(evaluation.Metrics, read.Metrics);
        Assert.Equal(evaluation.Slices, read.Slices);
        Assert.DoesNotContain("lines", json, StringComparison.Ordinal);
        Assert.Equal(["actual,value,p10,p90", "100,97,90,99", "100,99,90,110"], evaluation.Lines.Take(3));
        Assert.Equal(401, evaluation.Lines.Count());
    }

    [Fact]
    public void No_rows_are_refused_in_words() => Assert.Contains(
        "at least one validation row",
        Assert.Throws<ArgumentException>(() => new Evaluations(Task, [], 1)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_a_column_is_worth_is_listed_most_first() => Assert.Equal(["store", "size"], Evaluated(Task).Importance.Select(column => column.Column));

    // A resample that draws block 0 twice and block 1 never has the mean of block 0.
    [Fact]
    public void A_sample_of_blocks_has_the_metrics_of_its_rows()
    {
        var blocks = new Blocks([0, 1, 0, 1], 2, "half");
        var answers = new RegressionAnswers([10, 10, 10, 10], [new(11, 0, 20), new(15, 0, 20), new(13, 0, 20), new(15, 0, 20)]);
        var judge = answers.Judge([MeanAbsoluteError.Metric], blocks);
        Assert.Equal([2, 5, 3.5], new[] { judge([2, 0])[0], judge([0, 2])[0], judge([1, 1])[0] });
        Assert.True(double.IsNaN(judge([0, 0])[0]));
    }
}

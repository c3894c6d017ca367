using System.Text.Json;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Metrics;

public sealed class RegressionEvaluationTests
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

    private static Evaluation Evaluated(TaskDefinition task) => RegressionEvaluation.Of(
        task,
        Rows,
        [.. Rows.Select(row => row.Input.Texts[0] == "a" ? new Estimate(99, 90, 110) : new Estimate(97, 90, 99))],
        [.. Rows.Select(_ => new Estimate(96, 90, 110))],
        seed: 1);

    [Fact]
    public void Metrics_of_model_and_baseline_are_on_the_same_rows()
    {
        var evaluation = Evaluated(Task);
        var mae = ((266 * 1) + (134 * 3)) / 400.0;
        Assert.Equal(mae, evaluation.Metric("mae")!.Value, 12);
        Assert.Equal(4, evaluation.Baseline.Single(metric => metric.Name == "mae").Value, 12);
        Assert.Equal(mae - 4, evaluation.Difference.Value, 12);
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
        Assert.Equal(3, slices[0].Mae.Value, 12);
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
        Assert.DoesNotContain("predictions", json, StringComparison.Ordinal);
        Assert.Equal(400, evaluation.Predictions.Count);
    }

    [Fact]
    public void No_rows_are_refused_in_words() => Assert.Contains(
        "at least one validation row",
        Assert.Throws<ArgumentException>(() => RegressionEvaluation.Of(Task, [], [], [], 1)).Message,
        StringComparison.Ordinal);
}

using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Metrics.Ranking;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Domain.Tests.Monitoring.Spans;

namespace MlFunctions.Domain.Tests.Monitoring.Live;

public sealed class LiveMetricsTests
{
    [Fact]
    public void A_regressions_metrics_are_those_of_its_raw_answers()
    {
        var told = Streams.Of(TaskKind.Regression, 2000, seed: 4);
        var live = Merged(TestTasks.Delivery, told);
        foreach (var metric in RegressionMetrics.All)
        {
            Assert.Equal(metric.Of([.. told.Select(row => (row.Actual, row.Estimate))]), live[metric.Name].Value!.Value, 1e-12);
            Assert.Equal((2000, null, false), (live[metric.Name].Count, live[metric.Name].Lower, live[metric.Name].IsEstimated));
        }

        double[] errors = [.. told.Select(row => Math.Abs(row.Actual - row.Estimate.Value))];
        var (mean, rmse) = (errors.Average(), live["rmse"].Value!.Value);
        var deviation = Math.Sqrt(errors.Sum(error => (error - mean) * (error - mean)) / 1999);
        Assert.Equal(deviation / Math.Sqrt(2000), live["mae"].StandardError!.Value, 1e-9);
        Assert.Equal(errors.Sum(error => Math.Pow(error - mean, 3)) / 2000 / Math.Pow(deviation, 3), live["mae"].Skewness, 1e-9);
        var ofSquares = Math.Sqrt(errors.Sum(error => Math.Pow((error * error) - (rmse * rmse), 2)) / 1999 / 2000);
        Assert.Equal(ofSquares / (2 * rmse), live["rmse"].StandardError!.Value, 1e-8);
    }

    [Fact]
    public void A_rankings_metrics_are_means_over_the_requests_that_have_them()
    {
        var told = Streams.Of(TaskKind.Ranking, 500, seed: 5);
        var live = Merged(Streams.Searches, told);
        foreach (var metric in RankingMetrics.All)
        {
            double[] figures = [.. told.Select(row => Figure(metric, row)).OfType<double>()];
            Assert.Equal(figures.Average(), live[metric.Name].Value!.Value, 1e-12);
            Assert.Equal(figures.Length, live[metric.Name].Count);
            Assert.InRange(figures.Length, 1, 499);
        }

        Assert.Equal(500, live["clickThrough"].Count);
        Assert.Equal(live["mrr"].Count / 500.0, live["clickThrough"].Value!.Value, 1e-12);
    }

    [Theory]
    [InlineData(null, null, 1.0)]
    [InlineData(null, 0.001, null)]
    [InlineData(7.5, 0.001, 7.5)]
    public void A_binary_tasks_metrics_are_those_of_its_raw_answers_or_within_the_bins_bounds(double? given, double? prevalence, double? expected)
    {
        var told = Streams.Of(TaskKind.Binary, 3000, seed: 6);
        var (positives, task) = (told.Count(row => row.Actual == 1), Streams.Frauds with { Decision = new DecisionPolicy(AlertBudget: 0.02, Prevalence: prevalence) });
        var weight = expected ?? positives * (1 - prevalence!.Value) / (prevalence.Value * (3000 - positives));
        var live = Merged(task, told, given);
        var rows = ScoredRows.Sort([.. told.Select(row => row.Probability)], [.. told.Select(row => row.Actual == 1)]);
        double[] weights = [.. told.Select(row => row.Actual == 1 ? 1 : weight)];
        foreach (var metric in BinaryMetrics.At(0.02))
        {
            var (raw, figure) = (metric.Of(rows, weights), live[metric.Name]);
            Assert.Equal(3000, figure.Count);
            Assert.True(figure.StandardError > 0, metric.Name);
            if (metric.Name is "brier" or "logLoss")
            {
                Assert.Equal(raw, figure.Value!.Value, 1e-12);
                Assert.Null(figure.Lower);
            }
            else
            {
                Assert.InRange(raw, figure.Lower!.Value - 1e-12, figure.Upper!.Value + 1e-12);
                Assert.InRange(figure.Value!.Value, figure.Lower.Value, figure.Upper.Value);
            }
        }
    }

    [Fact]
    public void Traffic_is_counted_whatever_is_answered()
    {
        var sums = new Aggregate { Predictions = 140, Outcomes = 12 };
        sums.Failures.Add(400, 4);
        sums.Failures.Add(503);
        foreach (var milliseconds in Enumerable.Range(1, 100))
            sums.Latency.Add(LogBins.Of(milliseconds));
        sums.Column("amount").Add(-1, 5);
        sums.Column("amount").Add(0, 90);
        sums.Column("amount").Add(-2, 0);
        sums.Column("country").Add(3, 95);
        var live = LiveMetrics.Of(Streams.Frauds, sums).ToDictionary(metric => metric.Name);
        Assert.Equal((105, 140, 5, 12), (live["requests"].Value!.Value, live["predictions"].Value!.Value, live["failures"].Value!.Value, live["outcomes"].Value!.Value));
        Assert.Equal((5 / 105.0, 105), (live["failureShare"].Value!.Value, live["failureShare"].Count));
        Assert.Equal(Math.Sqrt(5 * 100 / Math.Pow(105, 3)), live["failureShare"].StandardError!.Value, 1e-12);
        Assert.Equal(5 / 190.0, live["missingShare"].Value!.Value, 1e-12);
        foreach (var (name, exact) in new[] { ("latencyP50", 50.5), ("latencyP95", 95.05), ("latencyP99", 99.01) })
        {
            Assert.Equal(100, live[name].Count);
            Assert.InRange(exact, live[name].Lower!.Value, live[name].Upper!.Value);
            Assert.InRange(live[name].Value!.Value, live[name].Lower!.Value, live[name].Upper!.Value);
            Assert.InRange(live[name].Upper!.Value / live[name].Lower!.Value, 1, 1.05);
        }
    }

    [Theory]
    [InlineData(TaskKind.Regression)]
    [InlineData(TaskKind.Ranking)]
    [InlineData(TaskKind.Binary)]
    public void What_nothing_is_known_of_has_no_value_and_reading_makes_nothing(TaskKind kind)
    {
        var taken = new Aggregate();
        foreach (var outcome in Streams.Of(kind, 3, seed: 7))
            outcome.AddTo(taken, -1);
        foreach (var sums in new[] { new Aggregate(), taken })
        {
            var before = JsonSerializer.Serialize(sums, Json.Options);
            var live = LiveMetrics.Of(Task(kind), sums);
            Assert.Equal(["requests", "predictions", "failures", "outcomes"], live.Where(metric => metric.Value is not null).Select(metric => metric.Name));
            Assert.All(live, metric => Assert.Equal(0, metric.Count));
            Assert.Equal(before, JsonSerializer.Serialize(sums, Json.Options));
        }
    }

    [Theory]
    [InlineData(TaskKind.Regression)]
    [InlineData(TaskKind.Ranking)]
    [InlineData(TaskKind.Binary)]
    public void Every_metric_of_the_kind_is_there_once(TaskKind kind)
    {
        var names = LiveMetrics.Of(Task(kind), Told.Fold(Streams.Of(kind, 1, seed: 8))).Select(metric => metric.Name).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Empty(TaskMetrics.All(kind).Select(metric => metric.Name).Except(names));
    }

    /// <summary>However few outcomes there are, of whichever class, and whatever prevalence is declared.</summary>
    [Theory]
    [InlineData(TaskKind.Regression, null)]
    [InlineData(TaskKind.Ranking, null)]
    [InlineData(TaskKind.Binary, null)]
    [InlineData(TaskKind.Binary, 0.001)]
    public void Every_figure_of_few_outcomes_is_one_that_JSON_can_hold(TaskKind kind, double? prevalence)
    {
        var task = prevalence is null ? Task(kind) : Streams.Frauds with { Decision = new DecisionPolicy(AlertBudget: 0.02, Prevalence: prevalence) };
        foreach (var (count, seed) in Enumerable.Range(0, 400).Select(seed => (1 + (seed % 40), seed)))
        {
            var sums = Told.Fold(Streams.Of(kind, count, seed));
            Assert.All(LiveMetrics.Of(task, sums), metric => JsonSerializer.Serialize(metric, Json.Options));
        }
    }

    private static TaskDefinition Task(TaskKind kind) => kind switch { TaskKind.Regression => TestTasks.Delivery, TaskKind.Ranking => Streams.Searches, _ => Streams.Frauds };

    private static Dictionary<string, LiveMetric> Merged(TaskDefinition task, IEnumerable<Told> told, double? weight = null) =>
        LiveMetrics.Of(task, Aggregate.Sum(told.Chunk(37).Select(Told.Fold)), weight).ToDictionary(metric => metric.Name);

    private static double? Figure(RankingMetric metric, Told row)
    {
        var (scores, grades) = (((ScoresAnswer)row.Pair.Answer).Scores, row.Pair.Actual.Grades());
        return metric.OfRequest([.. scores.Values], [.. scores.Keys.Select(id => grades[id])]);
    }
}

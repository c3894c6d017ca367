using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Statistics;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Metrics;

/// <summary>From what was answered and what happened to the figures of a model card.</summary>
public static class RegressionEvaluation
{
    /// <summary>Metrics with 95 % block-bootstrap intervals, the paired difference to the baseline, the coverage test and the slices.</summary>
    /// <param name="task">The columns, and which rows are correlated.</param>
    /// <param name="examples">n ≥ 1 validation rows.</param>
    /// <param name="model">n answers of the model, in the label's unit.</param>
    /// <param name="baseline">n answers of the baseline to the same rows.</param>
    /// <param name="seed">Of the resamples.</param>
    /// <exception cref="ArgumentException">There are no rows, or not as many answers as rows.</exception>
    public static Evaluation Of(
        TaskDefinition task, IReadOnlyList<Example> examples, IReadOnlyList<Estimate> model, IReadOnlyList<Estimate> baseline, int seed)
    {
        if (examples.Count == 0)
            throw new ArgumentException("An evaluation needs at least one validation row.", nameof(examples));
        if (model.Count != examples.Count || baseline.Count != examples.Count)
            throw new ArgumentException("An evaluation needs one answer for each row.", nameof(model));

        var blocks = Blocks.By(task, examples);
        var terms = examples.Select((example, row) => Terms(example.Label, model[row], baseline[row])).ToArray();
        var sums = BlockSums.Of(blocks, terms);
        var drawn = BlockBootstrap.Draw(sums, seed);
        var total = BlockSums.Total(sums);
        var count = RegressionMetrics.All.Count;
        double Difference(double[] s) => (s[0] - s[count]) / s[^1];
        return new Evaluation(
            examples.Count,
            blocks.Count,
            blocks.Description,
            [.. RegressionMetrics.All.Select((metric, place) => Estimate(metric.Name, s => metric.Finish(s[place] / s[^1])))],
            [.. RegressionMetrics.All.Select((metric, place) => Estimate(metric.Name, s => metric.Finish(s[count + place] / s[^1])))],
            Estimate(MeanAbsoluteError.Metric.Name, Difference),
            KupiecTest.PValue(Outside(examples, model), examples.Count, 1 - Coverage.Nominal),
            Slices.WorstFirst(task, examples, [.. terms.Select(row => row[0])], blocks, seed),
            [.. examples.Select((example, row) => new EvaluationRow(example.Label, model[row].Value, model[row].P10, model[row].P90))]);

        MetricEstimate Estimate(string name, Func<double[], double> statistic) =>
            BlockSums.Estimate(name, total, drawn, statistic);
    }

    // Of one row: each metric's term of the model, then of the baseline, then 1, whose sum is the number of rows.
    private static double[] Terms(double actual, Estimate model, Estimate baseline) =>
    [
        .. RegressionMetrics.All.Select(metric => metric.Term(actual, model)),
        .. RegressionMetrics.All.Select(metric => metric.Term(actual, baseline)),
        1,
    ];

    private static long Outside(IReadOnlyList<Example> examples, IReadOnlyList<Estimate> model) =>
        examples.Where((example, row) => Coverage.Metric.Term(example.Label, model[row]) == 0).LongCount();
}

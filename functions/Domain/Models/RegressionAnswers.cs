using System.Globalization;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Metrics.Regression;

namespace MlFunctions.Domain.Models;

/// <summary>A regression model's answers.</summary>
/// <param name="labels">n truths, in the label's unit.</param>
/// <param name="estimates">n answers.</param>
public sealed class RegressionAnswers(IReadOnlyList<double> labels, IReadOnlyList<Estimate> estimates) : ValidationAnswers
{
    public override int Count => labels.Count;

    public override string Header => "actual,value,p10,p90";

    /// <summary>How many labels lie outside P10…P90.</summary>
    public long Outside => labels.Where((label, row) => Coverage.Metric.Term(label, estimates[row]) == 0).LongCount();

    public override SampledMetrics Judge(IReadOnlyList<Metric> metrics, IReadOnlyList<int> rows, Blocks blocks)
    {
        RegressionMetric[] means = [.. metrics.Cast<RegressionMetric>()];
        return BlockMeans.Of(
            rows.Select(row => blocks.Of[row]),
            rows.Select(row => means.Select(metric => metric.Term(labels[row], estimates[row])).ToArray()),
            [.. means.Select(metric => metric.Finish)]);
    }

    public override bool IsEnough(IReadOnlyList<int> rows) => rows.Count >= Slices.FewestRows;

    public override AnswersReference Reference()
    {
        var reference = new AnswersReference { Count = Count, Errors = WidthErrors.Of(labels, estimates) };
        for (var row = 0; row < Count; row++)
        {
            reference.Output.Add(LogBins.Of(estimates[row].Value));
            reference.Widths.Add(LogBins.Of(estimates[row].P90 - estimates[row].P10));
            foreach (var metric in RegressionMetrics.All)
                reference.Term(metric.Name).Add(metric.Term(labels[row], estimates[row]));
        }

        return reference;
    }

    public override string Line(int row) =>
        string.Create(CultureInfo.InvariantCulture, $"{labels[row]},{estimates[row].Value},{estimates[row].P10},{estimates[row].P90}");
}

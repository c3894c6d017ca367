using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Models;

/// <summary>How a model did on rows that it never learned from, beside a baseline on the same rows: the part of a model card that gates read.</summary>
/// <param name="Rows">Validation rows.</param>
/// <param name="Blocks">Blocks of correlated rows; the intervals resample these.</param>
/// <param name="BlockedBy">What a block is, in words.</param>
/// <param name="Metrics">Of the model, in the order of the kind's list of metrics.</param>
/// <param name="Baseline">The same of the baseline.</param>
/// <param name="Difference">Mean absolute error of the model minus the baseline's: below 0, with its interval, the model is better.</param>
/// <param name="CoverageTest">p-value of the Kupiec test that the range holds as many rows as it promises, rows taken as independent.</param>
/// <param name="Slices">Parts of the rows with enough of them, worst error first.</param>
/// <param name="Predictions">One per validation row, in order; kept beside the card as CSV, not in it.</param>
public sealed record Evaluation(
    int Rows,
    int Blocks,
    string BlockedBy,
    IReadOnlyList<MetricEstimate> Metrics,
    IReadOnlyList<MetricEstimate> Baseline,
    MetricEstimate Difference,
    double CoverageTest,
    IReadOnlyList<Slice> Slices,
    [property: JsonIgnore] IReadOnlyList<EvaluationRow> Predictions)
{
    /// <summary>The model's metric of this name, or null.</summary>
    public MetricEstimate? Metric(string name) => Metrics.FirstOrDefault(metric => metric.Name == name);
}

/// <summary>A metric with its 95 % interval.</summary>
public sealed record MetricEstimate(string Name, double Value, double Lower, double Upper);

/// <summary>The error on a part of the rows.</summary>
/// <param name="Column">The column that defines the part.</param>
/// <param name="Value">A category's value, or a quartile's bounds.</param>
/// <param name="Rows">How many rows are in it.</param>
/// <param name="Mae">Mean absolute error on them.</param>
public sealed record Slice(string Column, string Value, int Rows, MetricEstimate Mae);

/// <summary>One validation row: what happened and what the model answered.</summary>
public sealed record EvaluationRow(double Actual, double Value, double P10, double P90);

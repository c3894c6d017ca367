using System.Text.Json.Serialization;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;

namespace MlFunctions.Domain.Models;

/// <summary>How a model did on rows that it never learned from, beside others on the same rows: the part of a model card that gates read.</summary>
/// <param name="Rows">Validation rows.</param>
/// <param name="Blocks">Blocks of correlated rows; the intervals resample these.</param>
/// <param name="BlockedBy">What a block is, in words.</param>
/// <param name="Better">Which way the deciding metric is better.</param>
/// <param name="Metrics">Of the model, in the order of the kind's list of metrics.</param>
/// <param name="Baseline">The same of the naive baseline.</param>
/// <param name="Difference">The deciding metric of the model minus the baseline's, with its paired interval.</param>
/// <param name="Production">The comparison with the model that was in production; null when there was none, or none that takes these columns.</param>
/// <param name="Slices">Parts of the rows with enough of them, worst first.</param>
/// <param name="Importance">What the deciding metric loses when a column is shuffled, most first.</param>
public sealed record Evaluation(
    int Rows,
    int Blocks,
    string BlockedBy,
    Better Better,
    IReadOnlyList<MetricEstimate> Metrics,
    IReadOnlyList<MetricEstimate> Baseline,
    MetricEstimate Difference,
    Comparison? Production,
    IReadOnlyList<Slice> Slices,
    IReadOnlyList<Importance> Importance)
{
    /// <summary>Of a regression: the p-value of the Kupiec test that the range holds as many rows as it promises, rows taken as independent.</summary>
    public double? CoverageTest { get; init; }

    /// <summary>Of a binary task: how many rows of each class, and how they were weighted.</summary>
    public ClassCounts? Classes { get; init; }

    /// <summary>Of a binary task: what was promised and what happened, in bins of equal weight.</summary>
    public IReadOnlyList<ReliabilityBin>? Reliability { get; init; }

    /// <summary>What the answers looked like, kept in the model's profile and not in its card.</summary>
    [JsonIgnore]
    public AnswersReference? Answers { get; init; }

    /// <summary>One line per validation row under a header, kept beside the card and not in it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Lines { get; init; } = [];

    /// <summary>The model's metric of this name, or null.</summary>
    public MetricEstimate? Metric(string name) => Metrics.FirstOrDefault(metric => metric.Name == name);
}

/// <summary>Another model on the same rows.</summary>
/// <param name="Model">Its version.</param>
/// <param name="Metrics">Its metrics.</param>
/// <param name="Difference">The deciding metric of the judged model minus this one's, with its paired interval.</param>
public sealed record Comparison(int Model, IReadOnlyList<MetricEstimate> Metrics, MetricEstimate Difference)
{
    /// <summary>By which share of this one's deciding metric the judged model is worse, below 0 where it is better, with its paired interval; null where that has no value, or was not kept yet.</summary>
    public MetricEstimate? Loss { get; init; }

    /// <summary>The same on every part of the rows with enough of them; null where it was not kept yet.</summary>
    public IReadOnlyList<SliceLoss>? Slices { get; init; }
}

/// <summary>How two models compare on a part of the rows.</summary>
/// <param name="Column">The column that defines the part.</param>
/// <param name="Value">A category's value, or a quartile's bounds.</param>
/// <param name="Rows">How many rows are in it.</param>
/// <param name="Blocks">In how many blocks of correlated rows.</param>
/// <param name="Loss">By which share of the other's metric the judged model is worse, with its paired 95 % interval.</param>
public sealed record SliceLoss(string Column, string Value, int Rows, int Blocks, MetricEstimate Loss);

/// <summary>The deciding metric on a part of the rows.</summary>
/// <param name="Column">The column that defines the part.</param>
/// <param name="Value">A category's value, or a quartile's bounds.</param>
/// <param name="Rows">How many rows are in it.</param>
/// <param name="Metric">The deciding metric on them.</param>
public sealed record Slice(string Column, string Value, int Rows, MetricEstimate Metric);

/// <summary>What a model owes to a column.</summary>
/// <param name="Column">Whose values were shuffled among the rows.</param>
/// <param name="Loss">By how much the deciding metric was then worse; near 0, or below, where the column does not matter.</param>
public sealed record Importance(string Column, double Loss);

/// <summary>The classes of the validation rows.</summary>
/// <param name="Positives">Rows whose label is 1.</param>
/// <param name="Negatives">Rows whose label is 0.</param>
/// <param name="SamplePrevalence">The share of positives among the rows.</param>
/// <param name="Prevalence">The share that the metrics hold for: the policy's, or the sample's.</param>
/// <param name="NegativeWeight">What each negative row counts, so that the shares are those of <paramref name="Prevalence"/>.</param>
public sealed record ClassCounts(int Positives, int Negatives, double SamplePrevalence, double Prevalence, double NegativeWeight);

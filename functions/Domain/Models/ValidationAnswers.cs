using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;

namespace MlFunctions.Domain.Models;

/// <summary>What one model answered to validation rows whose truth is known.</summary>
public abstract class ValidationAnswers
{
    /// <summary>How many rows.</summary>
    public abstract int Count { get; }

    /// <summary>The metrics of a part of the rows.</summary>
    /// <param name="metrics">Of the answers' kind.</param>
    /// <param name="rows">Which rows, ascending.</param>
    /// <param name="blocks">Of all rows.</param>
    public abstract SampledMetrics Judge(IReadOnlyList<Metric> metrics, IReadOnlyList<int> rows, Blocks blocks);

    /// <summary>Whether a part of the rows has enough to judge by.</summary>
    public abstract bool IsEnough(IReadOnlyList<int> rows);

    /// <summary>The names of a row's cells in the evaluation file.</summary>
    public abstract string Header { get; }

    /// <summary>A row's cells, separated by commas: what happened and what was answered.</summary>
    public abstract string Line(int row);

    /// <summary>What live answers and outcomes will be compared with.</summary>
    public abstract AnswersReference Reference();

    /// <summary>The metrics of all rows.</summary>
    public SampledMetrics Judge(IReadOnlyList<Metric> metrics, Blocks blocks) => Judge(metrics, [.. Enumerable.Range(0, Count)], blocks);
}

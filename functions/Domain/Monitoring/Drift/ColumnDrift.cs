using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>What became of a column.</summary>
public enum DriftVerdict
{
    /// <summary>Too few rows, or nothing that can be compared.</summary>
    Untested,

    /// <summary>As it was.</summary>
    Steady,

    /// <summary>Other than in training since the model's first day, and the same since: training and serving make it differently.</summary>
    Skewed,

    /// <summary>Other than it was.</summary>
    Drifted,
}

/// <summary>A column, or a model's answers, now and before.</summary>
/// <param name="Column">Its name; of answers <c>(output)</c> and <c>(width)</c>.</param>
/// <param name="Type">Of a column.</param>
/// <param name="Verdict">All in one word.</param>
/// <param name="Drift">Now beside training; null where it is not compared: texts, ids, and times in a window that is not of whole days.</param>
/// <param name="Skew">The model's first day beside training; null where it is not known.</param>
/// <param name="Change">Now beside the model's first day.</param>
/// <param name="Contract">The clauses of the data contract.</param>
/// <param name="Bins">Both histograms.</param>
public sealed record ColumnDrift(
    string Column, ColumnType? Type, DriftVerdict Verdict, Compared? Drift, Compared? Skew, Compared? Change, IReadOnlyList<ContractCheck> Contract, IReadOnlyList<DriftBin> Bins)
{
    /// <summary>Whether any clause is broken.</summary>
    public bool BreaksContract => Contract.Any(check => check.Broken);

    internal static DriftVerdict Judge(Compared? drift, Compared? skew, Compared? change) =>
        drift is null or { Tests.Count: 0 } ? DriftVerdict.Untested
        : !drift.Differs ? DriftVerdict.Steady
        : skew is { Differs: true } && change is not { Differs: true } ? DriftVerdict.Skewed
        : DriftVerdict.Drifted;
}

/// <summary>A bin of both histograms.</summary>
/// <param name="Label">For people.</param>
/// <param name="Live">Share of the live values, 0 to 1.</param>
/// <param name="Training">Share of the training values.</param>
public sealed record DriftBin(string Label, double Live, double Training);

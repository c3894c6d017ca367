using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Datasets;

/// <summary>What the values of one column look like; the fields that do not fit its type are absent.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">How it is read.</param>
/// <param name="Count">Values that are there.</param>
/// <param name="Missing">Rows without one.</param>
/// <param name="Min">Of a number column, as are Max, Mean and StandardDeviation.</param>
/// <param name="Quantiles">Of a number column, by name (p01 … p99): exact up to <see cref="NumberProfiler.SampleSize"/> rows, beyond that of a uniform sample of that size.</param>
/// <param name="Earliest">Of a time column, as is Latest.</param>
/// <param name="Distinct">Different values of a category column; a lower bound when <paramref name="TopIsExact"/> is false.</param>
/// <param name="Top">The most frequent values of a category column, the most frequent first.</param>
/// <param name="TopIsExact">False when there were too many different values to count each: then each count is a lower bound.</param>
public sealed record ColumnProfile(
    string Name,
    ColumnType Type,
    long Count,
    long Missing,
    double? Min = null,
    double? Max = null,
    double? Mean = null,
    double? StandardDeviation = null,
    IReadOnlyDictionary<string, double>? Quantiles = null,
    DateTimeOffset? Earliest = null,
    DateTimeOffset? Latest = null,
    long? Distinct = null,
    IReadOnlyList<ValueCount>? Top = null,
    bool? TopIsExact = null);

/// <summary>How often a value occurs.</summary>
public sealed record ValueCount(string Value, long Count);

using System.Text.Json.Serialization;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Monitoring.Profiles;

/// <summary>A column as a model's training rows had it: what live rows are compared with.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">How it is read.</param>
/// <param name="Required">Whether a call without it is refused.</param>
/// <param name="Rows">Training rows.</param>
/// <param name="Missing">Those without a value.</param>
/// <param name="Counts">Values in each bin: of all rows, or of a number those of a uniform sample of at most <see cref="Datasets.NumberProfiler.SampleSize"/>.</param>
/// <param name="Min">Of a number, over all rows, as are Max and StandardDeviation.</param>
/// <param name="Cuts">Of a number: where a bin ends and the next begins, ascending, at quantiles of the sample.</param>
/// <param name="Values">Of a category: the most frequent values, a bin each.</param>
/// <param name="Others">Of a category: its other values, which share a bin; null where they were too many to keep.</param>
/// <param name="Singles">Of a category: values that came once, by which it is known how many new ones to expect; null where there were too many to know.</param>
/// <param name="Pairs">And those that came twice, by which it is known how well.</param>
/// <param name="DayToDay">By detector: how far from all training rows the farthest of their days was; null where it is not known.</param>
public sealed record ColumnReference(
    string Name,
    ColumnType Type,
    bool Required,
    long Rows,
    long Missing,
    IReadOnlyList<long> Counts,
    double? Min = null,
    double? Max = null,
    double? StandardDeviation = null,
    IReadOnlyList<double>? Cuts = null,
    IReadOnlyList<string>? Values = null,
    IReadOnlyList<string>? Others = null,
    long? Singles = null,
    long? Pairs = null,
    IReadOnlyDictionary<string, double>? DayToDay = null)
{
    /// <summary>Where live values are counted.</summary>
    [JsonIgnore]
    public ColumnBins Bins => field ??= ColumnBins.Of(this);
}

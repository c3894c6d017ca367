using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Monitoring.Profiles;

/// <summary>The bins of one column, made from a model's training rows, into which every live row is counted; so finding one takes nanoseconds, and no memory.</summary>
public abstract class ColumnBins
{
    /// <summary>The bin of a value that is not there.</summary>
    public const int Missing = -1;

    /// <summary>The bin of a number below the training rows'.</summary>
    public const int Below = -2;

    /// <summary>How many bins the training rows fill, 0 to this − 1. This itself is the bin of a number above theirs, or of a category that they never had.</summary>
    public abstract int Count { get; }

    /// <summary>The bin of a row's value.</summary>
    /// <param name="row">Of the model's columns.</param>
    /// <param name="place">The column's place in it.</param>
    public abstract int Of(Row row, int place);

    /// <summary>What people call a bin, <see cref="Missing"/> and those beyond the training rows included.</summary>
    public string Label(int bin) => bin switch
    {
        Missing => "missing",
        Below => "below the training rows",
        _ when bin == Count => Beyond,
        _ => Inside(bin),
    };

    /// <summary>The bins of a column.</summary>
    public static ColumnBins Of(ColumnReference column) => column.Type switch
    {
        ColumnType.Number => new NumberBins(column.Cuts ?? [], column.Min ?? double.NaN, column.Max ?? double.NaN),
        ColumnType.Time => new HourBins(),
        ColumnType.Category => new CategoryBins(column.Values ?? [], column.Others),
        _ => new PresenceBins(),
    };

    private protected virtual string Beyond => "above the training rows";

    private protected abstract string Inside(int bin);
}

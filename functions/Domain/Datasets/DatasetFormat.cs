namespace MlFunctions.Domain.Datasets;

/// <summary>How a dataset's file writes its rows.</summary>
public enum DatasetFormat
{
    /// <summary>RFC 4180: a header, then a line for each row.</summary>
    Csv,

    /// <summary>A line for each row: its grade, its query and those of its numbered features that are not 0.</summary>
    SvmLight,
}

/// <summary>What the formats are called.</summary>
public static class DatasetFormats
{
    /// <summary>The format of a Content-Type; whatever is not said to be SVMlight is read as CSV.</summary>
    public static DatasetFormat Of(string? contentType) =>
        contentType?.StartsWith(DatasetFormat.SvmLight.ContentType(), StringComparison.OrdinalIgnoreCase) == true ? DatasetFormat.SvmLight : DatasetFormat.Csv;

    public static string ContentType(this DatasetFormat format) => format == DatasetFormat.SvmLight ? "text/x-svmlight" : "text/csv";

    /// <summary>Of a file's name, without the dot.</summary>
    public static string Extension(this DatasetFormat format) => format == DatasetFormat.SvmLight ? "svm" : "csv";
}

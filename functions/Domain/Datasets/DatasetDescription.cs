using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Datasets;

/// <summary>What the rows of a dataset are for.</summary>
public enum DatasetRole
{
    Training,
    Validation,
}

/// <summary>One immutable version of rows.</summary>
/// <param name="Version">Counts a task's datasets from 1; a refused upload may leave a gap.</param>
/// <param name="Role">What its rows are for.</param>
/// <param name="Rows">The usable rows: those of the file less the dropped ones.</param>
/// <param name="Sha256">Of the file's bytes, unzipped, in lower-case hex.</param>
/// <param name="Bytes">The file's size, unzipped.</param>
/// <param name="CreatedAt">When the upload was complete.</param>
/// <param name="Header">The file's column names, in its order; for a format without names, those of the task's columns that it fills.</param>
/// <param name="Warnings">What was ignored or dropped, and why.</param>
/// <param name="Format">How the file writes its rows.</param>
public sealed record DatasetDescription(
    int Version,
    DatasetRole Role,
    long Rows,
    string Sha256,
    long Bytes,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> Header,
    IReadOnlyList<string> Warnings,
    DatasetFormat Format = DatasetFormat.Csv)
{
    /// <summary>The first event; null where rows have no time, and of datasets kept before it was noted.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The last event.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Of a dataset that was made of the log; null of an upload.</summary>
    public DatasetOrigin? Origin { get; init; }

    /// <summary>Half way between the first event and the last.</summary>
    [JsonIgnore]
    public DateTimeOffset? Middle => From + ((To - From) / 2);

    /// <summary>Since when its rows go, or are gone, because nobody refers to it; its description stays.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}

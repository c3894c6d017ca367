using MlFunctions.Domain.Datasets;

namespace MlFunctions.Storage.Datasets;

/// <summary>A dataset's row: while its file is being read only the version is taken, and <see cref="Description"/> is null.</summary>
internal sealed record DatasetRecord(DatasetDescription? Description)
{
    /// <summary>When the version was taken; null of a complete dataset.</summary>
    public DateTimeOffset? ReservedAt { get; init; }

    /// <summary>Whether the rows of a deleted one are gone.</summary>
    public bool IsPurged { get; init; }
}

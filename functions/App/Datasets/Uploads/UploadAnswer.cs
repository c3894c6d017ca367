using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Uploads;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>An upload as callers see it.</summary>
internal sealed record UploadAnswer(
    string Id, UploadState State, double Progress, DatasetRole Role, string ContentType, string? ContentEncoding, long? Bytes, string? Sha256, string? Url,
    DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? FinishedAt, PartLimits? PartLimits, int? Version, UploadProblem? Problem)
{
    /// <summary>What has arrived; null in lists.</summary>
    public ReceivedBytes? Received { get; init; }

    /// <summary>What has not; null in lists, and of an upload that takes no parts.</summary>
    public MissingBytes? Missing { get; init; }

    /// <summary>A page of the parts; null in lists.</summary>
    public IReadOnlyList<PartAnswer>? Parts { get; init; }

    public string? Next { get; init; }

    /// <summary>The dataset that it became; null in lists.</summary>
    public DatasetDescription? Dataset { get; init; }

    public static UploadAnswer Of(Upload upload) => new(
        upload.Id, upload.State, Math.Round(upload.Progress, 3), upload.Role, upload.Format.ContentType(), upload.IsGzip ? "gzip" : null, upload.Bytes ?? upload.Source?.Bytes, upload.Sha256, upload.Source?.Url.AbsoluteUri,
        upload.CreatedAt, upload.ExpiresAt, upload.FinishedAt, upload.TakesParts ? PartLimits.All : null, upload.Dataset, upload.Problem);

    /// <summary>With a page of its parts, and what is missing.</summary>
    public UploadAnswer With(Upload upload, IReadOnlyList<UploadPart> parts, int after, int limit)
    {
        var (bytes, page) = (parts.Sum(part => part.Bytes), parts.Where(part => part.Number > after).Take(limit).ToList());
        return this with
        {
            Received = upload.Source is null ? new(parts.Count, bytes) : null,
            Missing = upload.TakesParts ? new([.. PartNumbers.Missing(parts).Take(MissingBytes.MaxParts)], upload.Bytes is { } stated ? Math.Max(0, stated - bytes) : null) : null,
            Parts = upload.Source is null ? [.. page.Select(part => new PartAnswer(part.Number, part.Bytes, part.Sha256, part.ReceivedAt))] : null,
            Next = page.Count > 0 && page[^1] != parts[^1] ? $"{page[^1].Number}" : null,
        };
    }
}

/// <summary>Sizes in bytes, and numbers from 1.</summary>
internal sealed record PartLimits(int MinBytes, int MaxBytes, int MaxParts)
{
    public static PartLimits All { get; } = new(UploadLimits.MinPartBytes, UploadLimits.MaxPartBytes, UploadLimits.MaxParts);
}

internal sealed record ReceivedBytes(int Parts, long Bytes);

/// <summary>What an upload lacks, as far as is known.</summary>
/// <param name="Parts">Numbers below the highest that has arrived; the first thousand.</param>
/// <param name="Bytes">Of the size that was stated; null where none was.</param>
internal sealed record MissingBytes(IReadOnlyList<int> Parts, long? Bytes)
{
    public const int MaxParts = 1000;
}

internal sealed record PartAnswer(int Number, long Bytes, string Sha256, DateTimeOffset ReceivedAt);

using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Datasets.Uploads;

/// <summary>Whether an upload can become a dataset.</summary>
public static class UploadCompletion
{
    /// <summary>The upload, queued to be read; the same one where that was done before, so that a call can be repeated.</summary>
    /// <param name="upload">As it is stored.</param>
    /// <param name="parts">Its parts, in the order of their numbers.</param>
    /// <param name="count">How many parts the file has, where the caller states it.</param>
    /// <param name="sha256">Of the file as it is sent, in lower-case hex, where the caller states it; it replaces the one stated at the beginning.</param>
    public static Result<Upload> Begin(Upload upload, IReadOnlyList<UploadPart> parts, int? count, string? sha256)
    {
        if (count is < 1 or > UploadLimits.MaxParts)
            return new Invalid($"An upload has 1 to {UploadLimits.MaxParts} parts, and this call states {count}.", [new("/parts", "No number of parts.")]);
        if (upload.State is UploadState.Completing or UploadState.Completed)
            return Again(upload, count, sha256);
        if (upload.Source is not null)
            return upload.Complete(null, sha256 ?? upload.Sha256);
        return Check(upload, parts, count ?? (parts.Count == 0 ? null : parts[^1].Number)) is { } refusal ? refusal : upload.Complete(parts.Count, sha256 ?? upload.Sha256);
    }

    /// <summary>Why the parts do not make the file; null where they do.</summary>
    /// <param name="upload">As it is stored.</param>
    /// <param name="parts">Its parts, in the order of their numbers.</param>
    /// <param name="count">How many there must be.</param>
    public static Refusal? Check(Upload upload, IReadOnlyList<UploadPart> parts, int? count)
    {
        if (parts.Count == 0)
            return new Conflict($"Upload {upload.Id} has no part: PUT its parts, from number 1 on, and complete it then.");
        if (PartNumbers.Missing(parts, count) is { Count: > 0 } missing)
            return new Conflict($"Upload {upload.Id} lacks {(missing.Count == 1 ? "part" : "parts")} {PartNumbers.Text(missing)}: send what is missing, and complete it again.", new MissingParts(missing));
        if (parts.Count != count)
            return new Conflict($"Upload {upload.Id} has {parts.Count} parts, and its completion states {count}. State the right number, or begin another upload.");
        var bytes = parts.Sum(part => part.Bytes);
        if (upload.Bytes is { } stated && stated != bytes)
            return new Conflict($"The {parts.Count} parts of upload {upload.Id} have {bytes} bytes, and it was begun for a file of {stated}. Send the parts that are missing or wrong again, and complete it again.");
        return !upload.IsGzip && bytes > UploadLimits.MaxBytes
            ? new TooLarge($"The file has {bytes} bytes, and a dataset takes {UploadLimits.MaxBytes} (195 GiB); split its rows over several datasets.")
            : null;
    }

    private static Result<Upload> Again(Upload upload, int? count, string? sha256)
    {
        if (count is not null && count != upload.Parts)
            return new Conflict($"Upload {upload.Id} was completed with {upload.Parts} parts, and this call states {count}. GET it for its state.");
        return sha256 is not null && sha256 != upload.Sha256
            ? new Conflict($"Upload {upload.Id} was completed {(upload.Sha256 is { } stated ? $"with the SHA-256 {stated}, and this call states" : "without a SHA-256, and this call states")} {sha256}. GET it for its state.")
            : upload;
    }
}

/// <summary>The numbers of the parts that an upload lacks.</summary>
public sealed record MissingParts(IReadOnlyList<int> Missing);

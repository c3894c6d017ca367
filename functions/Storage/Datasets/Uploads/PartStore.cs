using System.Buffers;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Datasets.Uploads;

/// <summary>
/// The bytes of parts, in blobs <c>uploads/{task}/{id}/{part}-{random}</c>. Each time that a part is sent it gets a blob of its own, so what breaks off, or is sent twice at once, leaves the stored part as it was.
/// </summary>
public sealed class PartStore(StorageAccount account, UploadStore uploads, Random random, TimeProvider time)
{
    private const int ReadBytes = 1 << 16;

    /// <summary>The refusal of a part that has too many bytes.</summary>
    public static readonly TooLarge TooLarge = new($"The part has more than {UploadLimits.MaxPartBytes} bytes (64 MiB). Send the file in smaller parts, as split -b 64M makes them.");

    private readonly BlobContainerClient container = account.Container(StorageNames.UploadsContainer);

    /// <summary>Stores a part whole or not at all.</summary>
    /// <param name="task">Whose upload it is.</param>
    /// <param name="upload">Takes parts.</param>
    /// <param name="number">From 1.</param>
    /// <param name="body">Its bytes, read once to the end.</param>
    /// <param name="sha256">What their hash must be, in lower-case hex; null where the caller does not state it.</param>
    /// <param name="cancel">Leaves nothing behind.</param>
    public async Task<Result<UploadPart>> WriteAsync(TaskName task, Upload upload, int number, Stream body, string? sha256, CancellationToken cancel)
    {
        var name = $"{Folder(task, upload.Id)}{number:D5}-{random.GetHexString(12, lowercase: true)}";
        await using var staged = new StagedBlob(body, container.GetBlockBlobClient(name));
        if (await ReadAsync(staged, cancel) is { } refusal)
            return refusal;
        if (sha256 is not null && sha256 != staged.Sha256)
            return new Invalid($"The body's SHA-256 is {staged.Sha256}, and Content-Digest states {sha256}. Nothing was stored; send the part again.", [new("Content-Digest", "The bytes that arrived have another SHA-256.")]);
        await staged.CommitAsync("application/octet-stream", cancel);
        var part = new UploadPart(number, staged.Bytes, staged.Sha256, time.GetUtcNow(), name);
        if (await uploads.PutPartAsync(task, upload.Id, part, cancel) is not { } recorded)
        {
            await container.DeleteBlobIfExistsAsync(part.Blob, cancellationToken: CancellationToken.None);
            return TakesNoParts(upload.Id);
        }

        if (recorded.Replaced is { } earlier)
            await container.DeleteBlobIfExistsAsync(earlier.Blob, cancellationToken: CancellationToken.None);
        return part;
    }

    /// <summary>That an upload takes no parts now.</summary>
    public static Conflict TakesNoParts(string id) =>
        new($"Upload {id} takes no parts: it is completed, being completed, deleted, or read from a URL. GET it for its state; begin another upload for other bytes.");

    /// <summary>The file that the parts make, from its first byte to its last.</summary>
    /// <exception cref="InvalidOperationException">While reading: a part is not what was stored.</exception>
    public Stream Open(IReadOnlyList<UploadPart> parts) => new JoinedParts(parts, (part, cancel) => container.GetBlobClient(part.Blob).OpenReadAsync(cancellationToken: cancel));

    /// <summary>Deletes the bytes of every part of an upload. Doing so again is right.</summary>
    public async Task DeleteAsync(TaskName task, string id, CancellationToken cancel)
    {
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder(task, id), cancel))
            await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancel);
    }

    /// <summary>The uploads of a task that have bytes.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(TaskName task, CancellationToken cancel)
    {
        var ids = new List<string>();
        await foreach (var folder in container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", $"{task}/", cancel))
        {
            if (folder.IsPrefix)
                ids.Add(folder.Prefix.TrimEnd('/').Split('/')[^1]);
        }

        return ids;
    }

    private static async Task<Refusal?> ReadAsync(StagedBlob body, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (await body.ReadAsync(buffer, cancel) > 0)
            {
                if (body.Bytes > UploadLimits.MaxPartBytes)
                    return TooLarge;
            }

            return body.Bytes < UploadLimits.MinPartBytes ? new Invalid("The body is empty: send the bytes of the part, as in curl --data-binary @part.") : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }


    private static string Folder(TaskName task, string id) => $"{task}/{id}/";
}

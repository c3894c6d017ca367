using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace MlFunctions.Storage.Kernel;

/// <summary>Reads and writes blobs whose metadata holds their format, so that the bytes, and all hashes of them, are those of the document alone.</summary>
internal static class FormattedBlobs
{
    /// <summary>The blob's content; null where there is no blob.</summary>
    /// <exception cref="NewerFormatException">A newer version of the application wrote it.</exception>
    public static async Task<BlobDownloadResult?> FindAsync(this Format format, BlobClient blob, CancellationToken cancel)
    {
        try
        {
            var found = (await blob.DownloadContentAsync(cancel)).Value;
            _ = format.Of(found.Details.Metadata, Place(blob));
            return found;
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The document of a blob.</summary>
    /// <exception cref="NewerFormatException">A newer version of the application wrote it.</exception>
    public static T Read<T>(this Format format, BlobDownloadResult blob, string name) => format.Read<T>(blob.Content.ToString(), format.Of(blob.Details.Metadata, name));

    /// <summary>How a new blob is written.</summary>
    public static BlobUploadOptions Options(this Format format, string contentType) => new() { HttpHeaders = new BlobHttpHeaders { ContentType = contentType }, Metadata = format.Metadata };

    /// <summary>Writes a blob, whatever is there.</summary>
    /// <exception cref="NewerFormatException">A newer version of the application wrote what is there; it stays.</exception>
    public static async Task PutAsync(this Format format, BlobClient blob, BinaryData content, BlobUploadOptions options, CancellationToken cancel)
    {
        for (var race = new Race($"Blob {blob.Name}"); ; race.Again())
        {
            options.Conditions = await ConditionsAsync(format, blob, cancel);
            try
            {
                await blob.UploadAsync(content, options, cancel);
                return;
            }
            catch (RequestFailedException raced) when (raced.ErrorCode == BlobErrorCode.ConditionNotMet || raced.ErrorCode == BlobErrorCode.BlobAlreadyExists)
            {
                // Someone else wrote it meanwhile, perhaps in a newer format.
            }
        }
    }

    private static async Task<BlobRequestConditions> ConditionsAsync(Format format, BlobClient blob, CancellationToken cancel)
    {
        try
        {
            var there = (await blob.GetPropertiesAsync(cancellationToken: cancel)).Value;
            _ = format.Of(there.Metadata, Place(blob));
            return new BlobRequestConditions { IfMatch = there.ETag };
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return new BlobRequestConditions { IfNoneMatch = ETag.All };
        }
    }

    private static string Place(BlobClient blob) => $"{blob.BlobContainerName}/{blob.Name}";
}

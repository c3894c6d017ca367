using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Datasets.Uploads;

/// <summary>What an account says of a blob.</summary>
/// <param name="Source">The blob with the content that it has now.</param>
/// <param name="ContentType">As its account states it.</param>
/// <param name="ContentEncoding">As its account states it; null for none.</param>
public sealed record SourceBlob(UploadSource Source, string? ContentType, string? ContentEncoding);

/// <summary>Reads blobs of the accounts that are allowed, with the application's identity. Redirects are not followed.</summary>
public sealed class SourceBlobs(StorageAccount account, AllowedAccounts allowed)
{
    public async Task<Result<SourceBlob>> FindAsync(string url, CancellationToken cancel)
    {
        var address = Check(url);
        if (!address.IsDone)
            return address.Refusal;
        try
        {
            var blob = (await account.BlobAt(address.Value).GetPropertiesAsync(cancellationToken: cancel)).Value;
            return new SourceBlob(new UploadSource(address.Value, blob.ETag.ToString(), blob.ContentLength), blob.ContentType, blob.ContentEncoding);
        }
        catch (Exception failure) when (Explain(address.Value, failure) is { } refusal)
        {
            return refusal;
        }
    }

    /// <summary>The blob's bytes, which must still be those that the upload was begun for.</summary>
    /// <exception cref="SourceUnreadableException">Here or while reading: the blob is gone, is another one, or may not be read.</exception>
    public async Task<Result<Stream>> OpenAsync(UploadSource source, CancellationToken cancel)
    {
        // The setting may have changed since the upload was begun.
        if (Check(source.Url.AbsoluteUri).Refusal is { } refusal)
            return refusal;
        var options = new BlobOpenReadOptions(allowModifications: false) { Conditions = new BlobRequestConditions { IfMatch = new ETag(source.ETag) } };
        return await SourceStream.OpenAsync(source.Url, () => account.BlobAt(source.Url).OpenReadAsync(options, cancel));
    }

    /// <summary>What a failure to read a blob means for the caller; null where it is none that the caller could do something about.</summary>
    internal static Refusal? Explain(Uri url, Exception failure) => failure switch
    {
        RequestFailedException { Status: 404 } => new Invalid($"There is no blob {url}."),
        RequestFailedException { Status: 400 } => new Invalid($"{url} is no address of a blob: storage refuses it."),
        RequestFailedException { Status: 409, ErrorCode: "BlobArchived" } => new Invalid($"The blob {url} is archived. Rehydrate it to the hot or cool tier, and begin the upload again."),
        RequestFailedException { Status: 401 or 403 } => new Invalid($"The application may not read {url}: give its identity the role Storage Blob Data Reader on the account, and let it pass the account's firewall."),
        RequestFailedException { Status: 412 } => new Conflict($"The blob {url} has changed since the upload was begun, or is gone; begin another one."),
        RequestFailedException { Status: >= 300 and < 400 } => new Invalid($"{url} answers with a redirect, and redirects are not followed. Give the blob's own address."),
        AuthenticationFailedException => new Invalid($"The application has no identity with which to read {url}: {failure.Message.Split('\n')[0]}"),
        _ when StorageAccount.IsOutage(failure) => new Unavailable($"{AllowedAccounts.HostOf(url)} cannot be reached now. Send the call again.", TimeSpan.FromSeconds(5)),
        _ => null,
    };

    private Result<Uri> Check(string url)
    {
        var address = allowed.Check(url, account.BlobEndpoint);
        return !address.IsDone || new BlobUriBuilder(address.Value) is { BlobContainerName.Length: > 0, BlobName.Length: > 0 }
            ? address
            : new Invalid($"'{url}' names no blob: after the host it needs a container and the blob's name.", [new("/url", "The path names no blob.")]);
    }
}

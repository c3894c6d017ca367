using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace MlFunctions.Storage.Kernel;

/// <summary>Leases by name, one empty blob each: what only one instance of the application may do at a time, it does under a lease.</summary>
public sealed class LeaseStore(StorageAccount account, TimeProvider clock)
{
    private const string ContainerName = "locks";

    private readonly BlobContainerClient container = account.Container(ContainerName);

    /// <summary>Takes the lease and keeps renewing it until it is disposed; null while another instance holds it.</summary>
    public async Task<Lease?> TryAcquireAsync(string name, CancellationToken cancellation)
    {
        var blob = container.GetBlobClient(name);
        try
        {
            return await AcquireAsync(blob, cancellation);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            await CreateAsync(blob, cancellation);
            return await AcquireAsync(blob, cancellation);
        }
    }

    private async Task<Lease?> AcquireAsync(BlobClient blob, CancellationToken cancellation)
    {
        var client = blob.GetBlobLeaseClient();
        try
        {
            await client.AcquireAsync(Lease.Duration, cancellationToken: cancellation);
            return new Lease(client, clock);
        }
        catch (RequestFailedException held) when (held.Status == 409 && held.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
        {
            return null;
        }
    }

    private async Task CreateAsync(BlobClient blob, CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        try
        {
            await blob.UploadAsync(BinaryData.Empty, new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } }, cancellation);
        }
        catch (RequestFailedException created) when (created.Status is 409 or 412)
        {
            // Another instance made it in the meantime.
        }
    }
}

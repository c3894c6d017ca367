using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>The append blob of a segment. A block keeps it, because a lane may have begun the next one before the block is written.</summary>
internal sealed class LogBlob(BlobContainerClient container, Format format, LogSegment segment)
{
    private bool isCreated;

    public LogSegment Segment { get; } = segment;

    /// <summary>The segment's text, the first part of its rows' ids.</summary>
    public string Name { get; } = segment.ToString();

    public AppendBlobClient Client { get; } = container.GetAppendBlobClient(segment.BlobName);

    /// <summary>Makes the blob, once.</summary>
    public async ValueTask CreateAsync(CancellationToken cancel)
    {
        if (isCreated)
            return;
        await Client.CreateIfNotExistsAsync(new AppendBlobCreateOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/x-ndjson" }, Metadata = format.Metadata }, cancel);
        isCreated = true;
    }
}

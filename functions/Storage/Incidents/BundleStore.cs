using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Incidents;

/// <summary>Bundles as blobs, <c>{ticket}/{event}.json</c>, each written once.</summary>
public sealed class BundleStore(StorageAccount account)
{
    private readonly BlobContainerClient container = account.Container(StorageNames.TicketsContainer);

    /// <summary>The name of the bundle of a ticket's event.</summary>
    public static string Name(TicketId ticket, int number) => string.Create(CultureInfo.InvariantCulture, $"{ticket}/{number}.json");

    /// <summary>Keeps a bundle, unless there is one of its event already: the first stays.</summary>
    public async Task KeepAsync(Bundle bundle, CancellationToken cancel)
    {
        var options = Formats.Bundle.Options("application/json");
        options.Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All };
        try
        {
            await container.GetBlobClient(Name(bundle.Ticket, bundle.Event)).UploadAsync(BinaryData.FromObjectAsJson(bundle, Json.Readable), options, cancel);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            // Another instance was first, or this was, and only the answer got lost.
        }
    }

    public async Task<bool> ExistsAsync(string name, CancellationToken cancel) => await container.GetBlobClient(name).ExistsAsync(cancel);

    /// <summary>The bundle's JSON; null where there is none of this name.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancel) => (await Formats.Bundle.FindAsync(container.GetBlobClient(name), cancel))?.Content.ToMemory();
}

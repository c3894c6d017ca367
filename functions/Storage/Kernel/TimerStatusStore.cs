using Azure.Storage.Blobs;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Kernel;

/// <summary>The status of each timer function, one readable blob each. Only the instance that holds the timer's lease writes it.</summary>
public sealed class TimerStatusStore(StorageAccount account)
{
    private const string ContainerName = "timers";

    private readonly BlobContainerClient container = account.Container(ContainerName);

    /// <summary>Null when the timer has never been seen in this account.</summary>
    public async Task<TimerStatus?> ReadAsync(string function, CancellationToken cancellation) =>
        await Formats.TimerStatus.FindAsync(Blob(function), cancellation) is { } found ? Formats.TimerStatus.Read<TimerStatus>(found, function) : null;

    public async Task WriteAsync(string function, TimerStatus status, CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await Formats.TimerStatus.PutAsync(Blob(function), BinaryData.FromObjectAsJson(status, Json.Readable), Formats.TimerStatus.Options("application/json"), cancellation);
    }

    private BlobClient Blob(string function) => container.GetBlobClient($"{function}.json");
}

using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>One append blob after the other, each written by this process alone and by one append at a time, so that it is known where every row will stand.</summary>
internal sealed class LogLane(BlobContainerClient container, Format format, TaskName task, InstanceId instance, Func<int> number, TimeProvider time)
{
    /// <summary>An append blob takes 50,000 blocks.</summary>
    private const int MaxBlocks = 49_000;

    /// <summary>A segment is read in one piece by those who look for many of its rows.</summary>
    private const long MaxBytes = 256 << 20;

    /// <summary>After so long an append counts as failed, whatever the storage does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The same where the last append failed.</summary>
    private static readonly TimeSpan LittlePatience = TimeSpan.FromSeconds(1);

    private LogBlob? blob;
    private long end;
    private int blocks;

    /// <summary>Gives a block its place: after the last one, or in a new segment with the hour, when the present one is full, and after <see cref="Leave"/>.</summary>
    public void Place(LogBlock block)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var hour = new DateTime(now.Year, now.Month, now.Day, now.Hour, 0, 0, DateTimeKind.Utc);
        if (blob?.Segment.Hour != hour || blocks >= MaxBlocks || end >= MaxBytes)
            (blob, end, blocks) = (new LogBlob(container, format, new LogSegment(task, hour, instance.Value, number())), 0, 0);
        block.Place(blob, end);
    }

    /// <summary>Says that a placed block takes no more rows, so that the next one can be placed after it.</summary>
    public void Close(LogBlock block)
    {
        end += block.Length;
        blocks++;
    }

    /// <summary>Writes a closed block to its place. Called again after a failure it writes what is not there yet.</summary>
    /// <param name="block">Placed and closed.</param>
    /// <param name="isDown">Whether the last append failed, so that less patience is due.</param>
    /// <exception cref="RequestFailedException">Storage refused, or the segment is no longer as this process left it.</exception>
    /// <exception cref="TimeoutException">Storage did not answer in time; the block may be there or not.</exception>
    public async Task AppendAsync(LogBlock block, bool isDown)
    {
        using var limit = new CancellationTokenSource(isDown ? LittlePatience : Patience, time);
        try
        {
            await block.Blob!.CreateAsync(limit.Token);
            await AppendAsync(block, block.Blob.Client, limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("The storage account did not answer in time.");
        }
    }

    /// <summary>Begins a new segment with the next block: what stands at the end of this one is not known.</summary>
    public void Leave() => blob = null;

    private static async Task AppendAsync(LogBlock block, AppendBlobClient blob, CancellationToken cancel)
    {
        try
        {
            using var bytes = block.Open();
            await blob.AppendBlockAsync(bytes, new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = block.Offset } }, cancel);
        }
        catch (RequestFailedException moved) when (moved.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
        {
            // Only this process writes here: a retry finds that an earlier try, whose answer was lost, has done it.
            if ((await blob.GetPropertiesAsync(cancellationToken: cancel)).Value.ContentLength != block.Offset + block.Length)
                throw;
        }
    }
}

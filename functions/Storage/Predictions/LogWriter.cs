using System.Threading.Channels;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MlFunctions.Domain;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Predictions;

/// <summary>Writes one task's log: whatever waits when an append ends goes into the next one (group commit), so an append costs less per row the more there are.</summary>
internal sealed class LogWriter : IAsyncDisposable
{
    /// <summary>What may wait; beyond that a call is refused rather than queued without bound.</summary>
    private const int MaxWaitingCalls = 10_000;

    /// <summary>The bytes after which an append takes no further call.</summary>
    private const int FullBlock = 2 << 20;

    /// <summary>An append blob takes 50,000 blocks.</summary>
    private const int MaxAppends = 49_000;

    private readonly BlobContainerClient container;
    private readonly TaskName task;
    private readonly InstanceId instance;
    private readonly TimeProvider time;
    private readonly Channel<PendingRows> waiting = Channel.CreateBounded<PendingRows>(new BoundedChannelOptions(MaxWaitingCalls) { SingleReader = true });
    private readonly Task loop;
    private readonly MemoryStream block = new();
    private LogSegment? segment;
    private AppendBlobClient? blob;
    private long length;
    private int appends;
    private int segments;

    public LogWriter(BlobContainerClient container, TaskName task, InstanceId instance, TimeProvider time)
    {
        (this.container, this.task, this.instance, this.time) = (container, task, instance, time);
        loop = Task.Run(RunAsync);
    }

    /// <summary>Whether the rows were taken; they are in storage when <see cref="PendingRows.Written"/> completes.</summary>
    public bool TryAdd(PendingRows rows) => waiting.Writer.TryWrite(rows);

    /// <summary>Writes what waits and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
        await block.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var group = new List<PendingRows>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            group.Clear();
            block.SetLength(0);
            while (block.Length < FullBlock && waiting.Reader.TryRead(out var rows))
            {
                rows.WriteTo(block);
                group.Add(rows);
            }

            await WriteAsync(group);
        }
    }

    private async Task WriteAsync(List<PendingRows> group)
    {
        try
        {
            await AppendAsync();
            foreach (var rows in group)
                length = rows.Place(segment!, length);
        }
        catch (Exception failure)
        {
            // Whatever it was must reach the callers, or they would wait for ever. The block may be there or not, so this segment's length is no longer known: the next append begins a new one.
            segment = null;
            foreach (var rows in group)
                rows.Fail(failure);
        }
    }

    private async Task AppendAsync()
    {
        await RollAsync();
        block.Position = 0;
        try
        {
            await blob!.AppendBlockAsync(block, new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = length } });
        }
        catch (RequestFailedException moved) when (moved.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
        {
            // Only this writer writes here: a retry finds that the first try, whose answer was lost, has done it.
            if ((await blob!.GetPropertiesAsync()).Value.ContentLength != length + block.Length)
                throw;
        }

        appends++;
    }

    /// <summary>Begins a new segment with the hour, and when the present one is full or lost.</summary>
    private async Task RollAsync()
    {
        var now = time.GetUtcNow().UtcDateTime;
        var hour = new DateTime(now.Year, now.Month, now.Day, now.Hour, 0, 0, DateTimeKind.Utc);
        if (segment?.Hour == hour && appends < MaxAppends)
            return;
        var next = new LogSegment(task, hour, instance.Value, segments++);
        blob = container.GetAppendBlobClient(next.BlobName);
        await blob.CreateIfNotExistsAsync(new AppendBlobCreateOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/x-ndjson" } });
        (segment, length, appends) = (next, 0, 0);
    }
}

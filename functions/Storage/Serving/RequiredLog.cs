using Azure;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>A log whose callers wait until their rows are in storage.</summary>
internal sealed class RequiredLog(IReadOnlyList<LogLane> lanes, TimeProvider time) : LogWriter
{
    /// <summary>After a failure calls are refused for so long before storage is tried again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Stack<LogLane> idle = new(lanes);
    private readonly Dictionary<LogLane, Task> running = lanes.ToDictionary(lane => lane, _ => Task.CompletedTask);
    private long closedUntil;
    private bool isDown;
    private int rowsUnderWay;

    public override Refusal? Closed => time.GetUtcNow().Ticks < Volatile.Read(ref closedUntil) ? Unwritable : WaitingBytes > MaxWaitingBytes ? Behind : null;

    /// <summary>An append more is worth its cost once it carries as many rows as are under way: fewer, and storage would be busy with small appends.</summary>
    private bool IsWorthAnAppend => Waiting is { } block && block.Rows >= rowsUnderWay;

    public override Refusal? Add(ReadOnlySpan<byte> lines, int rows, out LogReceipt receipt)
    {
        receipt = default;
        lock (Gate)
        {
            if (Closed is { } refusal)
                return refusal;
            WaitingBytes += lines.Length;
            Waiting ??= new LogBlock();
            receipt = new LogReceipt(Waiting, Waiting.Add(lines, rows), isPromised: false);
            if (IsWorthAnAppend && idle.TryPop(out var lane))
                running[lane] = StartAsync(() => RunAsync(lane));
        }

        return null;
    }

    public override async ValueTask DisposeAsync()
    {
        Task[] last;
        lock (Gate)
            last = [.. running.Values];
        await Task.WhenAll(last);
    }

    private async Task RunAsync(LogLane lane)
    {
        for (var block = Take(lane); block is not null;)
        {
            var failure = await WriteAsync(lane, block);
            var settled = failure is null ? Written(block) : Failed(block, failure);
            // Before the callers are told, so that one who calls again at once finds this lane free, and a quiet task writes one blob.
            block = Take(lane);
            foreach (var one in settled)
                Tell(one, failure);
        }
    }

    private LogBlock? Take(LogLane lane)
    {
        lock (Gate)
        {
            if (!IsWorthAnAppend)
            {
                idle.Push(lane);
                return null;
            }

            var block = Waiting!;
            Waiting = null;
            rowsUnderWay += block.Rows;
            lane.Place(block);
            lane.Close(block);
            return block;
        }
    }

    /// <summary>What went wrong; null when the block is in storage.</summary>
    private async Task<Exception?> WriteAsync(LogLane lane, LogBlock block)
    {
        try
        {
            await lane.AppendAsync(block, isDown);
            return null;
        }
        catch (Exception failure)
        {
            // Whatever it was must reach the callers, or they would wait for ever. The block may be there or not, so this segment's length is no longer known.
            lane.Leave();
            return failure;
        }
    }

    private static void Tell(LogBlock block, Exception? failure)
    {
        if (failure is null)
            block.Complete(null);
        else if (failure is RequestFailedException || StorageAccount.IsOutage(failure))
            block.Complete(Unwritable);
        else
            block.Fail(failure);
    }

    private List<LogBlock> Written(LogBlock block)
    {
        lock (Gate)
        {
            isDown = false;
            rowsUnderWay -= block.Rows;
            WaitingBytes -= block.Length;
            Count(new LogCounters(block.Rows, block.Length, 1, block.Offset == 0 ? 1 : 0, 0, 0));
        }

        return [block];
    }

    /// <summary>The blocks that fail with an append: where storage cannot be reached, what waits behind it need not wait to learn the same.</summary>
    private List<LogBlock> Failed(LogBlock block, Exception failure)
    {
        var failed = new List<LogBlock> { block };
        lock (Gate)
        {
            rowsUnderWay -= block.Rows;
            if (StorageAccount.IsOutage(failure))
            {
                isDown = true;
                Volatile.Write(ref closedUntil, (time.GetUtcNow() + Pause).Ticks);
                if (Waiting is { } behind)
                    failed.Add(behind);
                Waiting = null;
            }

            WaitingBytes -= failed.Sum(lost => lost.Length);
        }

        return failed;
    }
}

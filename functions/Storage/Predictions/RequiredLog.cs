using Azure;
using MlFunctions.Domain;

namespace MlFunctions.Storage.Predictions;

/// <summary>A log whose callers wait until their rows are in storage.</summary>
internal sealed class RequiredLog(IReadOnlyList<LogLane> lanes, TimeProvider time) : LogWriter
{
    /// <summary>After a failure calls are refused for so long before storage is tried again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Stack<LogLane> idle = new(lanes);
    private readonly Dictionary<LogLane, Task> running = lanes.ToDictionary(lane => lane, _ => Task.CompletedTask);
    private DateTimeOffset closedUntil;
    private bool isDown;
    private int rowsUnderWay;

    public override Refusal? Closed => time.GetUtcNow() < closedUntil ? Unwritable : WaitingBytes > MaxWaitingBytes ? Behind : null;

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
        while (Take(lane) is { } block)
            await WriteAsync(lane, block);
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

    private async Task WriteAsync(LogLane lane, LogBlock block)
    {
        try
        {
            await lane.AppendAsync(block, isDown);
            Written(block);
        }
        catch (Exception failure)
        {
            // Whatever it was must reach the callers, or they would wait for ever. The block may be there or not, so this segment's length is no longer known.
            lane.Leave();
            foreach (var lost in Failed(block, failure))
                Tell(lost, failure);
        }
    }

    private static void Tell(LogBlock lost, Exception failure)
    {
        if (failure is RequestFailedException || StorageAccount.IsOutage(failure))
            lost.Complete(Unwritable);
        else
            lost.Fail(failure);
    }

    private void Written(LogBlock block)
    {
        lock (Gate)
        {
            isDown = false;
            rowsUnderWay -= block.Rows;
            WaitingBytes -= block.Length;
            Count(new LogCounters(block.Rows, block.Length, 1, block.Offset == 0 ? 1 : 0, 0, 0));
        }

        block.Complete(null);
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
                closedUntil = time.GetUtcNow() + Pause;
                if (Waiting is { } behind)
                    failed.Add(behind);
                Waiting = null;
            }

            WaitingBytes -= failed.Sum(lost => lost.Length);
        }

        return failed;
    }
}

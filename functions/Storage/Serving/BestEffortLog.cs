using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>A log whose callers do not wait: rows have their address at once and are written a moment later, again and again while storage fails, as long as memory suffices.
/// What is lost is counted, and the log itself says so as soon as it can be written.</summary>
internal sealed class BestEffortLog(LogLane lane, TimeProvider time, Action<LostRows, Exception?> alarm) : LogWriter
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>What closing waits for.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource closing = new();
    private Task running = Task.CompletedTask;
    private bool isRunning;
    private LostRows? untold;
    private Exception? lastFailure;

    public override Refusal? Closed => null;

    public override Refusal? Add(ReadOnlySpan<byte> lines, int rows, out LogReceipt receipt)
    {
        receipt = default;
        lock (Gate)
        {
            if (WaitingBytes + lines.Length > MaxWaitingBytes)
            {
                Lose(rows);
                return null;
            }

            WaitingBytes += lines.Length;
            if (Waiting is null)
                lane.Place(Waiting = new LogBlock());
            receipt = new LogReceipt(Waiting, Waiting.Add(lines, rows), isPromised: true);
            Start();
        }

        return null;
    }

    public override async ValueTask DisposeAsync()
    {
        closing.CancelAfter(Farewell);
        Task last;
        lock (Gate)
            last = running;
        await last;
        closing.Dispose();
    }

    private void Start()
    {
        if (isRunning)
            return;
        isRunning = true;
        running = StartAsync(RunAsync);
    }

    private async Task RunAsync()
    {
        while (Take() is var (block, told))
        {
            if (await TryWriteAsync(block))
                Written(block, told);
            else
                Lost(block, told);
        }
    }

    /// <summary>What waits, and the loss that its last line tells of.</summary>
    private (LogBlock Block, LostRows? Told)? Take()
    {
        lock (Gate)
        {
            if (Waiting is null && untold is null)
            {
                isRunning = false;
                return null;
            }

            if (Waiting is null)
                lane.Place(Waiting = new LogBlock());
            var (block, told) = (Waiting, untold);
            (Waiting, untold) = (null, null);
            if (told is not null)
                WaitingBytes += Tell(block, told);
            lane.Close(block);
            return (block, told);
        }
    }

    private int Tell(LogBlock block, LostRows loss)
    {
        var line = LogRow.Loss(time.GetUtcNow(), loss);
        block.Add(line, rows: 0);
        return line.Length;
    }

    private async Task<bool> TryWriteAsync(LogBlock block)
    {
        for (var pause = FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks)))
        {
            try
            {
                await lane.AppendAsync(block, pause > FirstPause);
                return true;
            }
            catch (Exception failure) when (!StorageAccount.IsOutage(failure) || closing.IsCancellationRequested)
            {
                lastFailure = failure;
                return false;
            }
            catch (Exception outage)
            {
                lastFailure = outage;
                await Task.Delay(pause, time, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Written(LogBlock block, LostRows? told)
    {
        lock (Gate)
        {
            WaitingBytes -= block.Length;
            Count(new LogCounters(block.Rows, block.Length, 1, block.Offset == 0 ? 1 : 0, 0, 0));
        }

        block.Complete(null);
        if (told is not null)
            alarm(told, lastFailure);
    }

    /// <summary>The segment ends here, and with it go the rows that already have an address behind the block.</summary>
    private void Lost(LogBlock block, LostRows? told)
    {
        LogBlock? behind;
        lock (Gate)
        {
            lane.Leave();
            (behind, Waiting) = (Waiting, null);
            WaitingBytes -= block.Length + (behind?.Length ?? 0);
            untold = told is null ? untold : told.And(untold);
            Lose(block.Rows + (behind?.Rows ?? 0));
            if (closing.IsCancellationRequested)
                untold = null;
        }

        block.Complete(null);
        behind?.Complete(null);
    }

    /// <summary>Under the gate.</summary>
    private void Lose(int rows)
    {
        if (rows == 0)
            return;
        var now = time.GetUtcNow();
        var loss = new LostRows(rows, now, now);
        if (untold is null)
            alarm(loss, lastFailure);
        untold = untold?.And(loss) ?? loss;
        Count(LogCounters.None with { RowsLost = rows });
    }
}

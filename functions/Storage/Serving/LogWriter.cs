using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>Writes one task's log: whatever waits when an append can begin goes into it together (group commit), so an append costs less per row the more there are.</summary>
internal abstract class LogWriter : IAsyncDisposable
{
    /// <summary>What may wait in memory.</summary>
    public const int MaxWaitingBytes = 32 << 20;

    protected static readonly Unavailable Unwritable = new(
        "The prediction log cannot be written, and an answer that is not in the log is not given. Send the call again; if that lasts, look whether the storage account can be reached.",
        TimeSpan.FromSeconds(1));

    protected static readonly Unavailable Behind = new(
        "The prediction log is behind: more waits than it can keep up with. Nothing was predicted; send the call again, more slowly.", TimeSpan.FromSeconds(1));

    private LogCounters counters = LogCounters.None;

    /// <summary>Held for moments only.</summary>
    protected Lock Gate { get; } = new();

    /// <summary>Takes rows while nothing can be written.</summary>
    protected LogBlock? Waiting { get; set; }

    protected long WaitingBytes { get; set; }

    public LogCounters Counters
    {
        get
        {
            lock (Gate)
                return counters with { WaitingBytes = WaitingBytes };
        }
    }

    /// <summary>Why rows would not be taken now; null when they would.</summary>
    public abstract Refusal? Closed { get; }

    /// <summary>Takes the rows of a call, each with its line feed.</summary>
    /// <returns>Why they were not taken; null when they were.</returns>
    public abstract Refusal? Add(ReadOnlySpan<byte> lines, int rows, out LogReceipt receipt);

    /// <summary>Writes what waits and ends.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Runs where the calls that are being read meanwhile come first, so that their rows go with it.</summary>
    protected static Task StartAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default).Unwrap();

    /// <summary>Under the gate.</summary>
    protected void Count(LogCounters more) => counters = counters.Plus(more);
}

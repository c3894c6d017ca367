using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>The log of every prediction: append blobs of JSON lines, <c>predictions/{task}/{yyyy}/{MM}/{dd}/{HH}/{instance}-{n}.jsonl</c>.</summary>
public sealed partial class PredictionLog(StorageAccount account, InstanceId instance, TimeProvider time, ILogger<PredictionLog> logger) : IAsyncDisposable
{
    /// <summary>Blobs of one task that this process writes at once: while one append is answered, the next is on its way.</summary>
    private const int Lanes = 2;

    private readonly ConcurrentDictionary<(TaskName Task, LogMode Mode), Lazy<LogWriter>> writers = new();
    private int segments = -1;

    /// <summary>Why a call's rows would not be taken now, so that it need not be computed; null when they would.</summary>
    public Refusal? Closed(TaskName task, LogMode mode) => Writer(task, mode).Closed;

    /// <summary>Takes the rows of one call, in order and together.</summary>
    /// <param name="task">Whose log.</param>
    /// <param name="mode">Whether the call waits for them.</param>
    /// <param name="lines">Each a JSON object on one line, with its line feed.</param>
    /// <param name="rows">How many.</param>
    /// <param name="receipt">By which to wait, and to know their ids.</param>
    /// <returns>Why they were not taken; null when they were.</returns>
    public Refusal? Append(TaskName task, LogMode mode, ReadOnlySpan<byte> lines, int rows, out LogReceipt receipt) => Writer(task, mode).Add(lines, rows, out receipt);

    /// <summary>Those that this process has written for, or tried to.</summary>
    public IEnumerable<TaskName> Tasks => writers.Keys.Select(key => key.Task).Distinct();

    /// <summary>What became of a task's rows in this process.</summary>
    public LogCounters Counters(TaskName task) => writers
        .Where(writer => writer.Key.Task == task)
        .Aggregate(LogCounters.None, (sum, writer) => sum.Plus(writer.Value.Value.Counters));

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in writers.Values)
            await writer.Value.DisposeAsync();
    }

    private LogWriter Writer(TaskName task, LogMode mode) => writers.TryGetValue((task, mode), out var known)
        ? known.Value
        : writers.GetOrAdd((task, mode), _ => new Lazy<LogWriter>(() => New(task, mode))).Value;

    private LogWriter New(TaskName task, LogMode mode) => mode == LogMode.Required
        ? new RequiredLog([.. Enumerable.Range(0, Lanes).Select(_ => Lane(task))], time)
        : new BestEffortLog(Lane(task), time, (loss, why) => LogLost(why, task, loss.Lost, loss.From, loss.To));

    private LogLane Lane(TaskName task) => new(account.Log, Formats.PredictionLog, task, instance, () => Interlocked.Increment(ref segments), time);

    [LoggerMessage(EventId = 3, EventName = "PredictionsNotLogged", Level = LogLevel.Error, Message = "{Lost} predictions of {Task} between {From} and {To} were answered and are not in the log (its mode is best-effort)")]
    private partial void LogLost(Exception? why, TaskName task, long lost, DateTimeOffset from, DateTimeOffset to);
}

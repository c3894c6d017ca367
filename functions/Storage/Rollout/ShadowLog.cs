using System.Collections.Concurrent;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Serving;

namespace MlFunctions.Storage.Rollout;

/// <summary>Keeps what shadows answer, best-effort, as JSON lines in blobs <c>shadows/{task}/{yyyy}/{MM}/{dd}/{HH}/{instance}-{n}.jsonl</c>.</summary>
public sealed class ShadowLog(StorageAccount account, InstanceId instance, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TaskName, Lazy<BestEffortLog>> writers = new();
    private int segments = -1;

    /// <summary>Takes rows, which are written while the caller goes on: one append, as large as they are.</summary>
    /// <param name="task">Whose shadows.</param>
    /// <param name="lines">Each a JSON object on one line, with its line feed.</param>
    /// <param name="rows">How many.</param>
    public void Append(TaskName task, ReadOnlySpan<byte> lines, int rows) =>
        writers.GetOrAdd(task, _ => new Lazy<BestEffortLog>(() => New(task))).Value.Add(lines, rows, out _);

    /// <summary>What became of a task's rows in this process.</summary>
    public LogCounters Counters(TaskName task) => writers.TryGetValue(task, out var writer) ? writer.Value.Counters : LogCounters.None;

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in writers.Values)
            await writer.Value.DisposeAsync();
    }

    /// <summary>What is lost is counted, and the log's own rows say so; nobody was promised it, so nobody is alarmed.</summary>
    private BestEffortLog New(TaskName task) =>
        new(new LogLane(account.ShadowLog, Formats.ShadowLog, task, instance, () => Interlocked.Increment(ref segments), time), time, (_, _) => { });
}

using System.Collections.Concurrent;
using Azure;
using MlFunctions.Domain;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Predictions;

/// <summary>The log of every prediction: append blobs of JSON lines, <c>predictions/{task}/{yyyy}/{MM}/{dd}/{HH}/{instance}-{n}.jsonl</c>. A row is in storage before its call is answered.</summary>
public sealed class PredictionLog(StorageAccount account, InstanceId instance, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TaskName, Lazy<LogWriter>> writers = new();

    /// <summary>Keeps rows, each a JSON object without a line feed; their ids, in order, once they are in storage.</summary>
    public async Task<Result<PredictionId[]>> AppendAsync(TaskName task, IReadOnlyList<ReadOnlyMemory<byte>> rows)
    {
        var pending = new PendingRows(rows);
        if (!Writer(task).TryAdd(pending))
            return new Unavailable("The prediction log is behind: more calls wait than it can keep up with. Nothing was predicted; send the call again.");
        try
        {
            return await pending.Written;
        }
        catch (Exception failure) when (failure is RequestFailedException || StorageAccount.IsOutage(failure))
        {
            return new Unavailable("The prediction log cannot be written, and an answer that is not in the log is not given. Send the call again; if that lasts, look whether the storage account can be reached.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in writers.Values)
            await writer.Value.DisposeAsync();
    }

    private LogWriter Writer(TaskName task) => writers.GetOrAdd(task, name =>
        new Lazy<LogWriter>(() => new LogWriter(account.Container(StorageNames.PredictionsContainer), name, instance, time))).Value;
}

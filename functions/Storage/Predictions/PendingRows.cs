using MlFunctions.Domain.Predictions;

namespace MlFunctions.Storage.Predictions;

/// <summary>Log rows of one call that wait for their place in the log.</summary>
/// <param name="rows">Each a JSON object without a line feed.</param>
internal sealed class PendingRows(IReadOnlyList<ReadOnlyMemory<byte>> rows)
{
    private readonly TaskCompletionSource<PredictionId[]> written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Their bytes in the log, with the line feeds.</summary>
    public int Bytes { get; } = rows.Sum(r => r.Length + 1);

    /// <summary>Their addresses, once they are in storage.</summary>
    public Task<PredictionId[]> Written => written.Task;

    public void WriteTo(Stream block)
    {
        foreach (var row in rows)
        {
            block.Write(row.Span);
            block.WriteByte((byte)'\n');
        }
    }

    /// <summary>Tells the caller that the rows stand at <paramref name="offset"/> and after; returns where the next ones do.</summary>
    public long Place(LogSegment segment, long offset)
    {
        var ids = new PredictionId[rows.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = new PredictionId(segment, offset, rows[i].Length + 1);
            offset += rows[i].Length + 1;
        }

        written.TrySetResult(ids);
        return offset;
    }

    public void Fail(Exception exception) => written.TrySetException(exception);
}

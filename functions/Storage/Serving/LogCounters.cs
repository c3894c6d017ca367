namespace MlFunctions.Storage.Serving;

/// <summary>What this process has written to a task's log since it began, and what it could not.</summary>
/// <param name="Rows">In storage.</param>
/// <param name="Bytes">Of these rows.</param>
/// <param name="Appends">Storage operations that wrote them.</param>
/// <param name="Segments">Blobs begun.</param>
/// <param name="WaitingBytes">In memory, on their way.</param>
/// <param name="RowsLost">Of a best-effort log: rows of answers that are in no blob.</param>
public sealed record LogCounters(long Rows, long Bytes, long Appends, long Segments, long WaitingBytes, long RowsLost)
{
    internal static LogCounters None { get; } = new(0, 0, 0, 0, 0, 0);

    internal LogCounters Plus(LogCounters other) => new(
        Rows + other.Rows, Bytes + other.Bytes, Appends + other.Appends, Segments + other.Segments, WaitingBytes + other.WaitingBytes, RowsLost + other.RowsLost);
}

using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>The promise that one call's rows are, or will be, in the log.</summary>
public readonly struct LogReceipt
{
    private readonly LogBlock? block;
    private readonly int start;
    private readonly bool isPromised;

    internal LogReceipt(LogBlock? block, int start, bool isPromised) => (this.block, this.start, this.isPromised) = (block, start, isPromised);

    /// <summary>Whether the rows have an address; not so those of a best-effort log that memory had no room for.</summary>
    public bool IsKept => block is not null;

    /// <summary>Null once the call may be answered, or why it must not be.</summary>
    public Task<Refusal?> WrittenAsync() => isPromised || block is null ? Task.FromResult<Refusal?>(null) : block.Written;

    /// <summary>The id of one of the call's rows; null where they have none.</summary>
    public string? Id(int offset, int length) => block is null ? null : new PredictionId(block.Blob!.Segment, block.Offset + start + offset, length).ToString();

    /// <summary>Writes the id of one of the call's rows as UTF-8, and returns its length.</summary>
    /// <param name="offset">Where the row begins among the call's lines.</param>
    /// <param name="length">Its bytes, with the line feed.</param>
    /// <param name="into">At least <see cref="PredictionId.MaxLength"/> long.</param>
    public int WriteId(int offset, int length, Span<byte> into) => PredictionId.Write(block!.Blob!.Name, block.Offset + start + offset, length, into);
}

using System.Buffers;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>The rows of the calls that wait at the same moment: one append (group commit).</summary>
internal sealed class LogBlock
{
    private const int Usual = 16 << 10;

    private readonly TaskCompletionSource<Refusal?> written = new();
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(Usual);

    public int Length { get; private set; }

    public int Rows { get; private set; }

    /// <summary>Where it stands, or will; known once it is placed.</summary>
    public LogBlob? Blob { get; private set; }

    public long Offset { get; private set; }

    /// <summary>Completes when the rows are in storage, or with the reason why they are not.</summary>
    public Task<Refusal?> Written => written.Task;

    /// <summary>Takes further rows, each with its line feed; returns where in the block they begin.</summary>
    public int Add(ReadOnlySpan<byte> lines, int rows)
    {
        var place = Length;
        if (bytes.Length < Length + lines.Length)
            Grow(Length + lines.Length);
        lines.CopyTo(bytes.AsSpan(place));
        Length += lines.Length;
        Rows += rows;
        return place;
    }

    public void Place(LogBlob blob, long offset) => (Blob, Offset) = (blob, offset);

    /// <summary>Its bytes, to be sent.</summary>
    public MemoryStream Open() => new(bytes, 0, Length, writable: false);

    /// <summary>Tells the callers, and gives the memory back.</summary>
    public void Complete(Refusal? refusal)
    {
        Release();
        // All callers in one item of work: to wake a thread for each would cost more than their answers.
        ThreadPool.UnsafeQueueUserWorkItem(block => block.written.SetResult(refusal), this, preferLocal: false);
    }

    /// <summary>Gives the callers what went wrong in this process.</summary>
    public void Fail(Exception failure)
    {
        Release();
        ThreadPool.UnsafeQueueUserWorkItem(block => block.written.SetException(failure), this, preferLocal: false);
    }

    private void Release()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private void Grow(int least)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, 2 * bytes.Length));
        bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}

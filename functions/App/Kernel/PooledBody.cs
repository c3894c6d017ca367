using System.Buffers;

namespace MlFunctions.App.Kernel;

/// <summary>A request's body in rented memory.</summary>
/// <param name="expected">How many bytes are likely to come.</param>
internal sealed class PooledBody(int expected) : IDisposable
{
    private byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, expected));

    /// <summary>How many bytes have come.</summary>
    public int Length { get; set; }

    public ReadOnlyMemory<byte> Bytes => rented.AsMemory(0, Length);

    /// <summary>Where the next bytes go; not empty.</summary>
    public Memory<byte> Room()
    {
        if (Length == rented.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(2 * rented.Length);
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(rented);
            rented = larger;
        }

        return rented.AsMemory(Length);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(rented);
        rented = [];
        Length = 0;
    }
}

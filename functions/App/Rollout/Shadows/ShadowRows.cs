using System.Buffers;

namespace MlFunctions.App.Rollout.Shadows;

/// <summary>Rows of one task that wait to be written together.</summary>
internal sealed class ShadowRows
{
    private const int Many = 1 << 20;

    private readonly ArrayBufferWriter<byte> lines = new(64 << 10);

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Lines => lines.WrittenSpan;

    /// <summary>Whether they make a large append already.</summary>
    public bool AreMany => lines.WrittenCount >= Many;

    public void Add(ReadOnlySpan<byte> line)
    {
        lines.Write(line);
        Count++;
    }

    public void Clear()
    {
        lines.ResetWrittenCount();
        Count = 0;
    }
}

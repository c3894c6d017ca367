using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Unicode;

namespace MlFunctions.Storage.Datasets;

/// <summary>A line of text, without its end.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Text">What it holds.</param>
/// <param name="Fault">Why it is no text, or null.</param>
internal sealed record TextLine(long Line, long Offset, string Text, string? Fault = null);

/// <summary>Reads UTF-8 line by line, and holds one line at a time.</summary>
/// <param name="file">Stays open.</param>
/// <param name="offset">Where <paramref name="file"/> begins in the whole file.</param>
internal sealed class TextLines(Stream file, long offset = 0) : IAsyncDisposable
{
    private readonly PipeReader pipe = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));

    private long line;

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The next line; null at the end.</summary>
    public async ValueTask<TextLine?> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancel);
            var end = read.Buffer.PositionOf((byte)'\n');
            var bytes = end is { } newline ? read.Buffer.Slice(0, newline) : read.Buffer;
            if (bytes.Length > DatasetLines.MaxLineBytes)
                return new TextLine(++line, offset, "", $"The line has more than {DatasetLines.MaxLineBytes} bytes.");
            if (end is not null || (read.IsCompleted && !bytes.IsEmpty))
                return Take(bytes, end is { } at ? read.Buffer.GetPosition(1, at) : read.Buffer.End, ends: end is not null);
            pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
                return null;
        }
    }

    public ValueTask DisposeAsync() => pipe.CompleteAsync();

    private TextLine Take(ReadOnlySequence<byte> bytes, SequencePosition next, bool ends)
    {
        var span = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        var text = offset == 0 && span.StartsWith(Mark) ? span[Mark.Length..] : span;
        var taken = Utf8.IsValid(text)
            ? new TextLine(++line, offset, Encoding.UTF8.GetString(text.TrimEnd((byte)'\r')))
            : new TextLine(++line, offset, "", "These bytes are not UTF-8. Save the file in UTF-8.");
        offset += span.Length + (ends ? 1 : 0);
        pipe.AdvanceTo(next);
        return taken;
    }
}

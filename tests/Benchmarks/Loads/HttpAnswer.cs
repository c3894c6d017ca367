using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace MlFunctions.Benchmarks.Loads;

/// <summary>The least of HTTP/1.1 that reads an answer of one's own server (RFC 9112): a status, a length or chunks, a body.</summary>
/// <param name="Status">The code.</param>
/// <param name="Start">Where the body begins.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="RetryAfter">Whether the answer says when to come again.</param>
internal readonly record struct HttpAnswer(int Status, int Start, int Length, bool RetryAfter)
{
    /// <summary>Reads one whole answer, joining its chunks in place; false while there is more to come.</summary>
    public static bool TryRead(Span<byte> bytes, out HttpAnswer answer)
    {
        answer = default;
        if (bytes.IndexOf("\r\n\r\n"u8) is not (> 0 and var end))
            return false;
        var head = bytes[..(end + 2)];
        var start = end + 4;
        _ = Utf8Parser.TryParse(head[9..12], out int status, out _);
        var length = Field(head, "\r\nContent-Length: "u8) is { Length: > 0 } text && Utf8Parser.TryParse(text, out int given, out _) ? given : 0;
        if (!Field(head, "\r\nTransfer-Encoding: "u8).IsEmpty)
            length = Join(bytes[start..]);
        if (length < 0 || bytes.Length < start + length)
            return false;
        answer = new HttpAnswer(status, start, length, !Field(head, "\r\nRetry-After: "u8).IsEmpty);
        return true;
    }

    /// <summary>What follows a name, as Kestrel writes it or in lower case; empty when it is not there.</summary>
    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        Span<byte> lower = stackalloc byte[name.Length];
        Ascii.ToLower(name, lower, out _);
        var at = Math.Max(head.IndexOf(name), head.IndexOf(lower));
        return at < 0 ? default : head[(at + name.Length)..];
    }

    /// <summary>Moves the chunks together; their length, or -1 while the last one is not there.</summary>
    private static int Join(Span<byte> chunks)
    {
        if (!chunks.EndsWith("0\r\n\r\n"u8))
            return -1;
        var (from, to) = (0, 0);
        while (chunks[from..].IndexOf("\r\n"u8) is > 0 and var line
            && int.TryParse(chunks.Slice(from, line), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) && size > 0)
        {
            from += line + 2;
            if (from + size + 2 > chunks.Length)
                return -1;
            chunks.Slice(from, size).CopyTo(chunks[to..]);
            (from, to) = (from + size + 2, to + size);
        }
        return from + 5 == chunks.Length ? to : -1;
    }
}

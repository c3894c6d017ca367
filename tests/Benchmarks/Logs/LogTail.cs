using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Benchmarks.Logs;

/// <summary>A line of the log and where it stands.</summary>
/// <param name="Blob">Its segment.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Bytes">The line, without its line feed.</param>
internal readonly record struct LogLine(string Blob, long Offset, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Where a prediction's id says that its row stands.</summary>
    public static (string Blob, long Offset, int Length) Place(PredictionId id) => (id.Segment.BlobName, id.Offset, id.Length);
}

/// <summary>Reads the log beside the host, in blobs and not through it; each call gives what has come since the one before.</summary>
internal sealed class LogTail(StorageAccount account)
{
    private readonly Dictionary<string, long> read = [];

    /// <summary>Blobs that end without a line feed.</summary>
    public int Torn { get; private set; }

    public async Task<IReadOnlyList<LogLine>> NewLinesAsync(CancellationToken cancel)
    {
        var lines = new List<LogLine>();
        var container = account.Container(StorageNames.PredictionsContainer);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancel))
        {
            var from = read.GetValueOrDefault(blob.Name);
            if (blob.Properties.ContentLength is not { } length || length == from)
                continue;
            var range = new BlobDownloadOptions { Range = new Azure.HttpRange(from, length - from) };
            var content = (await container.GetAppendBlobClient(blob.Name).DownloadContentAsync(range, cancel)).Value.Content.ToMemory();
            Split(blob.Name, from, content, lines);
            read[blob.Name] = from + content.Length;
        }
        return lines;
    }

    private void Split(string blob, long from, ReadOnlyMemory<byte> content, List<LogLine> lines)
    {
        var start = 0;
        while (content.Span[start..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            lines.Add(new(blob, from + start, content.Slice(start, length)));
            start += length + 1;
        }
        Torn += start < content.Length ? 1 : 0;
    }
}

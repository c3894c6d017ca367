using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Predictions;

namespace MlFunctions.Storage.Predictions;

/// <summary>Finds rows of the prediction log by their ids.</summary>
public sealed class PredictionLogReader(StorageAccount account)
{
    /// <summary>Rows nearer to each other than this are read in one request.</summary>
    private const int NearBytes = 64 << 10;

    private const int MaxReadBytes = 4 << 20;

    private readonly BlobContainerClient container = account.Container(StorageNames.PredictionsContainer);

    /// <summary>The rows of those ids that exist, without the line feed.</summary>
    public async Task<IReadOnlyDictionary<PredictionId, ReadOnlyMemory<byte>>> FindAsync(IEnumerable<PredictionId> ids, CancellationToken cancel)
    {
        var found = new Dictionary<PredictionId, ReadOnlyMemory<byte>>();
        foreach (var segment in ids.Distinct().GroupBy(id => id.Segment))
        {
            foreach (var near in Near(segment.OrderBy(id => id.Offset)))
                await ReadAsync(segment.Key, near, found, cancel);
        }

        return found;
    }

    /// <summary>One row, or null when there is none of that id.</summary>
    public async Task<LogRow?> FindRowAsync(PredictionId id, CancellationToken cancel) =>
        (await FindAsync([id], cancel)).TryGetValue(id, out var row) ? LogRow.Read(row.Span) : null;

    private static IEnumerable<List<PredictionId>> Near(IEnumerable<PredictionId> ordered)
    {
        var group = new List<PredictionId>();
        foreach (var id in ordered)
        {
            if (group is [var first, ..] && (id.Offset - group[^1].Offset - group[^1].Length > NearBytes || id.Offset + id.Length - first.Offset > MaxReadBytes))
            {
                yield return group;
                group = [];
            }

            group.Add(id);
        }

        yield return group;
    }

    private async Task ReadAsync(LogSegment segment, List<PredictionId> ids, Dictionary<PredictionId, ReadOnlyMemory<byte>> found, CancellationToken cancel)
    {
        var start = Math.Max(0, ids[0].Offset - 1);
        var end = ids.Max(id => id.Offset + id.Length);
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(start, end - start) };
            var bytes = (await container.GetBlobClient(segment.BlobName).DownloadContentAsync(options, cancel)).Value.Content.ToMemory();
            foreach (var id in ids)
            {
                var (at, length) = ((int)(id.Offset - start), id.Length);
                if (IsLine(bytes.Span, at, length))
                    found[id] = bytes.Slice(at, length - 1);
            }
        }
        catch (RequestFailedException absent) when (absent.Status is 404 or 416)
        {
            // No such blob, or it ends earlier: these ids were never given.
        }
    }

    /// <summary>Whether the place is really one whole line: an id that someone made up is not answered with half of another's row.</summary>
    private static bool IsLine(ReadOnlySpan<byte> bytes, int at, int length) =>
        at + length <= bytes.Length && (at == 0 || bytes[at - 1] == '\n') && bytes.Slice(at, length).IndexOf((byte)'\n') == length - 1;
}

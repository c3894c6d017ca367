using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>Finds rows of the prediction log by their ids.</summary>
public sealed class PredictionLogReader(StorageAccount account)
{
    /// <summary>
    /// Between two wanted rows, bytes that are read over rather than asked around. A request costs its delay, some 10 ms, in which one download brings about as much: so ids that
    /// lie close, as those of a few hours' outcomes do, take one download of their segment, and a few ids scattered over a large one do not drag it all in.
    /// </summary>
    private const int NearBytes = 1 << 20;

    /// <summary>Longer than any row can be, so that a made-up id cannot ask for memory.</summary>
    private const int MaxRowBytes = 32 << 20;

    private const int AtOnce = 4;

    private static readonly StreamPipeReaderOptions Buffers = new(bufferSize: 256 << 10);

    private readonly BlobContainerClient container = account.Container(StorageNames.PredictionsContainer);

    /// <summary>The rows of those ids that exist, without the line feed.</summary>
    public Task<IReadOnlyDictionary<PredictionId, ReadOnlyMemory<byte>>> FindAsync(IEnumerable<PredictionId> ids, CancellationToken cancel) =>
        FindAsync<ReadOnlyMemory<byte>>(ids, row => row.ToArray(), cancel);

    /// <summary>What is read of those rows that exist. Rows pass by one at a time, so memory is what <paramref name="read"/> keeps of them.</summary>
    /// <param name="ids">In any order.</param>
    /// <param name="read">Reads a row, which is given without its line feed; several are read at once.</param>
    /// <param name="cancel">Ends the search.</param>
    public async Task<IReadOnlyDictionary<PredictionId, T>> FindAsync<T>(IEnumerable<PredictionId> ids, Func<ReadOnlySpan<byte>, T> read, CancellationToken cancel)
    {
        var found = new ConcurrentDictionary<PredictionId, T>();
        var ranges = ids.Where(id => id.Length <= MaxRowBytes).Distinct().GroupBy(id => id.Segment).SelectMany(segment => Near(segment.OrderBy(id => id.Offset)));
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(ranges, options, async (range, token) => await ReadAsync(range, (id, row) => found[id] = read(row), token));
        return found;
    }

    /// <summary>One row, or null when there is none of that id.</summary>
    public async Task<LogRow?> FindRowAsync(PredictionId id, CancellationToken cancel) =>
        (await FindAsync([id], LogRow.Read, cancel)).GetValueOrDefault(id);

    private static IEnumerable<List<PredictionId>> Near(IEnumerable<PredictionId> ordered)
    {
        var range = new List<PredictionId>();
        foreach (var id in ordered)
        {
            if (range is [.., var last] && id.Offset - last.Offset - last.Length > NearBytes)
            {
                yield return range;
                range = [];
            }

            range.Add(id);
        }

        yield return range;
    }

    /// <summary>Reads from the first row to the last in one download.</summary>
    private async Task ReadAsync(List<PredictionId> ids, Action<PredictionId, ReadOnlySpan<byte>> found, CancellationToken cancel)
    {
        var start = Before(ids[0]);
        var options = new BlobDownloadOptions { Range = new HttpRange(start, ids.Max(id => id.Offset + id.Length) - start) };
        try
        {
            using var download = (await container.GetBlobClient(ids[0].Segment.BlobName).DownloadStreamingAsync(options, cancel)).Value;
            _ = Formats.PredictionLog.Of(download.Details.Metadata, ids[0].Segment.BlobName);
            var bytes = PipeReader.Create(download.Content, Buffers);
            var at = start;
            foreach (var id in ids)
            {
                at = await SkipAsync(bytes, at, Before(id), cancel);
                var row = (await bytes.ReadAtLeastAsync((int)(id.Offset + id.Length - at), cancel)).Buffer;
                Pass(id, row, found);
                bytes.AdvanceTo(row.Start);
            }

            await bytes.CompleteAsync();
        }
        catch (RequestFailedException absent) when (absent.Status is 404 or 416)
        {
            // No such blob, or it ends earlier: these ids were never given.
        }
    }

    /// <summary>Where reading for a row begins: at the line feed before it.</summary>
    private static long Before(PredictionId id) => Math.Max(0, id.Offset - 1);

    private static async Task<long> SkipAsync(PipeReader bytes, long at, long to, CancellationToken cancel)
    {
        while (at < to)
        {
            var read = await bytes.ReadAsync(cancel);
            var passed = Math.Min(to - at, read.Buffer.Length);
            bytes.AdvanceTo(read.Buffer.GetPosition(passed));
            at += passed;
            if (read.IsCompleted && passed == 0)
                break;
        }

        return at;
    }

    private static void Pass(PredictionId id, ReadOnlySequence<byte> bytes, Action<PredictionId, ReadOnlySpan<byte>> found)
    {
        var before = (int)(id.Offset - Before(id));
        if (bytes.Length < before + id.Length)
            return;
        bytes = bytes.Slice(0, before + id.Length);
        var span = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        if (IsLine(span, before))
            found(id, span[before..^1]);
    }

    /// <summary>Whether what follows the place is really one whole line: an id that someone made up is not answered with half of another's row.</summary>
    private static bool IsLine(ReadOnlySpan<byte> bytes, int at) =>
        (at == 0 || bytes[at - 1] == '\n') && bytes[at..].IndexOf((byte)'\n') == bytes.Length - at - 1;
}

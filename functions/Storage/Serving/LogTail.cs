using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>A segment of the log and how long it is.</summary>
public sealed record SegmentLength(LogSegment Segment, long Bytes);

/// <summary>Reads the newest rows of the prediction log. There is no index, and none is needed: blobs are named by task and hour, and grow at their ends.</summary>
public sealed class LogTail
{
    private const int MostBytes = 16 << 20;
    private const int MostBytesOfASegment = 4 << 20;
    private const int EnoughRows = 5000;
    private const int AtOnce = 4;

    private readonly BlobContainerClient container;
    private readonly Format format;

    public LogTail(StorageAccount account)
        : this(account, StorageNames.PredictionsContainer, Formats.PredictionLog)
    {
    }

    /// <summary>Of another container whose blobs are named alike.</summary>
    internal LogTail(StorageAccount account, string name, Format format) => (container, this.format) = (account.Container(name), format);

    /// <summary>The segments of each hour that has any, the newest hour first.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="to">In the newest hour.</param>
    /// <param name="hours">How many hours are looked through.</param>
    /// <param name="cancel">Stops looking.</param>
    public async IAsyncEnumerable<IReadOnlyList<SegmentLength>> HoursAsync(TaskName task, DateTimeOffset to, int hours, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (newest, oldest) = (Hour(to), Hour(to).AddHours(1 - hours));
        for (var day = newest.Date; day >= oldest.Date; day = day.AddDays(-1))
        {
            var segments = new List<SegmentLength>();
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{task}/{day:yyyy}/{day:MM}/{day:dd}/");
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancel))
            {
                if (Parse(blob.Name) is { } segment && segment.Hour >= oldest && segment.Hour <= newest && blob.Properties.ContentLength is > 0 and var bytes)
                    segments.Add(new(segment, bytes));
            }

            foreach (var hour in segments.GroupBy(segment => segment.Segment.Hour).OrderByDescending(hour => hour.Key))
                yield return [.. hour];
        }
    }

    /// <summary>The last rows of the newest segments, the newest first: some thousands, or as many as 16 MiB hold.</summary>
    /// <inheritdoc cref="HoursAsync"/>
    public async Task<IReadOnlyList<LoggedRow>> ReadAsync(TaskName task, DateTimeOffset to, int hours, CancellationToken cancel)
    {
        var (rows, left) = (new List<LoggedRow>(), (long)MostBytes);
        await foreach (var segments in HoursAsync(task, to, hours, cancel))
        {
            var share = Math.Min(MostBytesOfASegment, left / segments.Count);
            var read = new List<LoggedRow>[segments.Count];
            await Parallel.ForAsync(0, segments.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (place, token) => read[place] = await EndAsync(segments[place], share, Row, token));
            rows.AddRange(read.SelectMany(segment => segment));
            left -= segments.Sum(segment => Math.Min(share, segment.Bytes));
            if (rows.Count >= EnoughRows || left < MostBytesOfASegment)
                break;
        }

        return [.. rows.OrderByDescending(row => row.Row.At)];
    }

    /// <summary>The whole rows among the last bytes of a segment.</summary>
    /// <param name="segment">Which, and how long it is.</param>
    /// <param name="most">So many bytes.</param>
    /// <param name="read">Reads a row, which is given without its line feed and with its place and length; null where it is none that is wanted.</param>
    /// <param name="cancel">Stops reading.</param>
    internal async Task<List<T>> EndAsync<T>(SegmentLength segment, long most, ReadRow<T> read, CancellationToken cancel)
        where T : class
    {
        var rows = new List<T>();
        // One byte more, to see whether the first row is whole.
        var start = Math.Max(0, segment.Bytes - most - 1);
        try
        {
            var range = new BlobDownloadOptions { Range = new HttpRange(start, segment.Bytes - start) };
            var found = (await container.GetBlobClient(segment.Segment.BlobName).DownloadContentAsync(range, cancel)).Value;
            _ = format.Of(found.Details.Metadata, segment.Segment.BlobName);
            var bytes = found.Content.ToMemory();
            for (var at = start == 0 ? 0 : bytes.Span.IndexOf((byte)'\n') + 1; bytes.Span[at..].IndexOf((byte)'\n') is var length and >= 0; at += length + 1)
            {
                if (read(new PredictionId(segment.Segment, start + at, length + 1), bytes.Span.Slice(at, length)) is { } row)
                    rows.Add(row);
            }
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // It has expired since it was listed.
        }

        return rows;
    }

    private static LoggedRow? Row(PredictionId id, ReadOnlySpan<byte> line) => LogRow.Read(line) is { } row ? new(id, row) : null;

    private static DateTime Hour(DateTimeOffset time) => time.UtcDateTime.Date.AddHours(time.UtcDateTime.Hour);

    private static LogSegment? Parse(string blob) =>
        blob.Split('/') is [var task, var year, var month, var day, var hour, var file] && file.Split('.') is [var writer, "jsonl"] && LogSegment.TryParse(task, year + month + day + hour, writer, out var segment)
            ? segment
            : null;

    internal delegate T? ReadRow<T>(PredictionId place, ReadOnlySpan<byte> line)
        where T : class;
}

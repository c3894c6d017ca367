using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Bundles;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Predictions;

/// <summary>A segment of the log and how long it is.</summary>
public sealed record SegmentLength(LogSegment Segment, long Bytes);

/// <summary>Reads the newest rows of the prediction log. There is no index, and none is needed: blobs are named by task and hour, and grow at their ends.</summary>
public sealed class LogTail(StorageAccount account)
{
    private const int MostBytes = 16 << 20;
    private const int MostBytesOfASegment = 4 << 20;
    private const int EnoughRows = 5000;
    private const int AtOnce = 4;

    private readonly BlobContainerClient container = account.Container(StorageNames.PredictionsContainer);

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
            await Parallel.ForAsync(0, segments.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (place, token) => read[place] = await EndAsync(segments[place], share, token));
            rows.AddRange(read.SelectMany(segment => segment));
            left -= segments.Sum(segment => Math.Min(share, segment.Bytes));
            if (rows.Count >= EnoughRows || left < MostBytesOfASegment)
                break;
        }

        return [.. rows.OrderByDescending(row => row.Row.At)];
    }

    /// <summary>The whole rows among the last bytes of a segment.</summary>
    private async Task<List<LoggedRow>> EndAsync(SegmentLength segment, long most, CancellationToken cancel)
    {
        var rows = new List<LoggedRow>();
        // One byte more, to see whether the first row is whole.
        var start = Math.Max(0, segment.Bytes - most - 1);
        try
        {
            var range = new BlobDownloadOptions { Range = new HttpRange(start, segment.Bytes - start) };
            var bytes = (await container.GetBlobClient(segment.Segment.BlobName).DownloadContentAsync(range, cancel)).Value.Content.ToMemory();
            for (var at = start == 0 ? 0 : bytes.Span.IndexOf((byte)'\n') + 1; bytes.Span[at..].IndexOf((byte)'\n') is var length and >= 0; at += length + 1)
            {
                if (LogRow.Read(bytes.Span.Slice(at, length)) is { } row)
                    rows.Add(new(new PredictionId(segment.Segment, start + at, length + 1), row));
            }
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // It has expired since it was listed.
        }

        return rows;
    }

    private static DateTime Hour(DateTimeOffset time) => time.UtcDateTime.Date.AddHours(time.UtcDateTime.Hour);

    private static LogSegment? Parse(string blob) =>
        blob.Split('/') is [var task, var year, var month, var day, var hour, var file] && file.Split('.') is [var writer, "jsonl"] && LogSegment.TryParse(task, year + month + day + hour, writer, out var segment)
            ? segment
            : null;
}

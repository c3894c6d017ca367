using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Cuts;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Rollout.Cuts;

/// <summary>Streams the predictions of a window of the log whose outcome was known at a time, segment by segment, some megabytes of rows in memory.</summary>
public sealed partial class LoggedRows(LogTail tail, SegmentOutcomes outcomes, PredictionLogReader log, ILogger<LoggedRows> logger)
{
    private const int MostRows = 2000;
    private const int MostBytes = 8 << 20;
    private const int TellEvery = 100;

    /// <summary>In the order of hours, writers and their logs, whoever reads; null for each that makes no row of the task.</summary>
    internal async IAsyncEnumerable<LoggedExample?> ReadAsync(TaskDefinition task, DateTimeOffset from, DateTimeOffset cut, [EnumeratorCancellation] CancellationToken cancel)
    {
        var inputs = InputReader.Of(task.Kind, task.Columns, task.Group);
        var segments = await SegmentsAsync(task.Name, from, cut, cancel);
        foreach (var (place, segment) in segments.Index())
        {
            if (place % TellEvery == 0)
                LogReading(task.Name, cut, place, segments.Count);
            await foreach (var known in KnownAsync(segment, cut, cancel))
            {
                var rows = await log.FindAsync(known.Select(one => one.Id), LogRow.Read, cancel);
                foreach (var (id, told) in known)
                {
                    if (rows.GetValueOrDefault(id) is not { } row || row.At > cut)
                        continue;
                    var example = LoggedExample.Of(task, inputs, id, row, told);
                    if (example is null || example.Origin.At <= cut)
                        yield return example;
                }
            }
        }
    }

    private async Task<IReadOnlyList<LogSegment>> SegmentsAsync(TaskName task, DateTimeOffset from, DateTimeOffset cut, CancellationToken cancel)
    {
        var found = new List<LogSegment>();
        await foreach (var hour in tail.HoursAsync(task, cut, 1 + (int)Math.Ceiling((cut - from).TotalHours), cancel))
            found.AddRange(hour.Select(segment => segment.Segment));
        return [.. found.OrderBy(segment => segment.Hour).ThenBy(segment => segment.Instance, StringComparer.Ordinal).ThenBy(segment => segment.Number)];
    }

    /// <summary>What was known of a segment's predictions, in parts whose rows are read together.</summary>
    private async IAsyncEnumerable<List<(PredictionId Id, Telling Telling)>> KnownAsync(LogSegment segment, DateTimeOffset cut, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (part, bytes) = (new List<(PredictionId, Telling)>(), 0L);
        await foreach (var history in outcomes.ReadAsync(segment, cancel))
        {
            if (history.KnownAt(cut) is not { } telling)
                continue;
            part.Add((history.Prediction, telling));
            bytes += history.Prediction.Length;
            if (part.Count < MostRows && bytes < MostBytes)
                continue;
            yield return part;
            (part, bytes) = ([], 0);
        }

        yield return part;
    }

    [LoggerMessage(EventId = 1, EventName = "DatasetReading", Level = LogLevel.Information, Message = "Datasets of {Task} as of {Cut}: {Read} of {Segments} segments of the log are read")]
    private partial void LogReading(TaskName task, DateTimeOffset cut, int read, int segments);
}

using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Monitoring;

/// <summary>Keeps the sums of spans: what instances tell, and what it is merged into. Whoever reads gets both added up, so a figure is as fresh as its partial.</summary>
public sealed class SpanStore
{
    /// <summary>More waiting rows than timers ever leave. Where none has run for long, the rest is read once one has.</summary>
    private const int MostWaiting = 5000;

    private const int MostReadings = 5;

    private readonly TableClient table;

    public SpanStore(StorageAccount account)
    {
        table = account.Table(StorageNames.MetricsTable);
        Spans = new(Formats.MetricSums, table, row => [("Start", row.Span.Start), ("Model", row.Series.Model), ("Arm", row.Series.Arm), ("Predictions", row.Sums.Predictions), ("Outcomes", row.Sums.Outcomes)]);
        Partials = new(Formats.PartialSums, table, partial => [("Rows", partial.Rows.Count)]);
        Marks = new(Formats.MergeMarks, table, _ => []);
    }

    internal DocumentTable<SpanRow> Spans { get; }

    internal DocumentTable<Partial> Partials { get; }

    internal DocumentTable<Marks> Marks { get; }

    /// <summary>Keeps partials, all or none. Saying it again is right.</summary>
    public async Task TellAsync(TaskName task, IReadOnlyList<(PartialId Id, Partial Partial)> partials, CancellationToken cancel)
    {
        var actions = partials.Select(one => new TableTransactionAction(TableTransactionActionType.Add, Partials.Entity(task.ToString(), SpanKeys.Of(one.Id), one.Partial)));
        try
        {
            await table.SubmitTransactionAsync(actions, cancel);
        }
        catch (TableTransactionFailedException exists) when (exists.Status == 409)
        {
            // They are there: only the answer to an earlier try got lost.
        }
    }

    /// <summary>Spans by the time of their predictions, in the order of their starts.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="length">How long the spans are.</param>
    /// <param name="from">The first start.</param>
    /// <param name="to">Before which the last one starts.</param>
    /// <param name="cancel">Stops reading.</param>
    public Task<IReadOnlyList<SpanRow>> ReadAsync(TaskName task, Cadence length, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        RowsAsync(task, Axis.Event, [(length, from, to)], cancel);

    /// <summary>Outcomes by when they were told, in spans as long as the task's cadence.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public Task<IReadOnlyList<SpanRow>> ArrivalsAsync(TaskName task, Cadence length, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        RowsAsync(task, Axis.Arrival, [(length, from, to)], cancel);

    /// <summary>The same of what is merged already, at the cost of one read.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task<IReadOnlyList<SpanRow>> MergedArrivalsAsync(TaskName task, Cadence length, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        [.. (await Spans.RangeAsync(task.ToString(), SpanKeys.Of(Axis.Arrival, length, from), SpanKeys.Of(Axis.Arrival, length, to), int.MaxValue, cancel)).Select(row => row.Stored.Value)];

    /// <summary>All of one model, out of the longest spans that fit; both ends are rounded down to whole minutes.</summary>
    public async Task<Aggregate> SumAsync(TaskName task, int model, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        Aggregate.Sum((await CoverAsync(task, from, to, cancel)).Where(row => row.Series.Model == model).Select(row => row.Sums));

    /// <summary>The longest spans that fit into a time whose ends are rounded down to whole minutes.</summary>
    public Task<IReadOnlyList<SpanRow>> CoverAsync(TaskName task, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        RowsAsync(task, Axis.Event, [.. SpanCover.Of(from, to)], cancel);

    /// <summary>Partials that have not been merged, those of an instance in its order.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="isLate">Of which kind; null: of both.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Stops reading.</param>
    internal async Task<IReadOnlyList<(PartialId Id, Partial Partial)>> WaitingAsync(TaskName task, bool? isLate, int most, CancellationToken cancel)
    {
        var prefix = isLate is { } late ? SpanKeys.Prefix(late) : SpanKeys.Waiting;
        return [.. (await Partials.RangeAsync(task.ToString(), prefix, prefix + SpanKeys.Last, most, cancel)).Select(row => (SpanKeys.Read(row.Key), row.Stored.Value))];
    }

    /// <summary>Forgets spans that are older than they are kept.</summary>
    public async Task PurgeAsync(TaskName task, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var axis in Enum.GetValues<Axis>())
        {
            foreach (var length in Enum.GetValues<Cadence>().Where(length => Span.Kept(length) < TimeSpan.MaxValue))
                await Spans.DeleteRangeAsync(task.ToString(), SpanKeys.Of(axis, length, DateTimeOffset.UnixEpoch), SpanKeys.Of(axis, length, now - Span.Kept(length)), cancel);
        }
    }

    /// <summary>
    /// What waits is read first, and then what is merged, between two looks at the marks, which tell what of the one is in the other. Where a timer has merged between these, the spans are read again;
    /// where timers merge without end, as after a day on which none ran, what they merged during the last reading may be missing, but nothing counts twice.
    /// </summary>
    private async Task<IReadOnlyList<SpanRow>> RowsAsync(TaskName task, Axis axis, IReadOnlyList<(Cadence Length, DateTimeOffset From, DateTimeOffset To)> runs, CancellationToken cancel)
    {
        var waiting = await WaitingAsync(task, null, MostWaiting, cancel);
        var marks = await MarksAsync();
        for (var reading = 1; ; reading++)
        {
            var rows = new List<SpanRow>();
            foreach (var (length, from, to) in runs)
                rows.AddRange((await Spans.RangeAsync(task.ToString(), SpanKeys.Of(axis, length, from), SpanKeys.Of(axis, length, to), int.MaxValue, cancel)).Select(row => row.Stored.Value));
            var before = marks;
            marks = await MarksAsync();
            if (reading < MostReadings && marks?.ETag != before?.ETag)
                continue;
            var known = marks?.Value ?? Domain.Monitoring.Spans.Marks.None;
            var told = waiting.Where(one => !known.Has(one.Id.Writer, one.Id.Number)).SelectMany(one => one.Partial.Rows).SelectMany(row => row.Spread());
            rows.AddRange(told.Where(row => row.Axis == axis && runs.Any(run => row.Span.Length == run.Length && row.Span.Start >= run.From && row.Span.Start < run.To)));
            return [.. SpanRow.Merge(rows).OrderBy(SpanKeys.Of, StringComparer.Ordinal)];
        }

        async Task<Stored<Marks>?> MarksAsync() => waiting.Count == 0 ? null : await Marks.FindAsync(task.ToString(), SpanKeys.Marks, cancel);
    }
}

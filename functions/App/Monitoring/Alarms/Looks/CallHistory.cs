using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>The calls of a task in the last three days, by the minute: burn rates look at long windows each minute, and must not read them each minute.</summary>
internal sealed class CallHistory(TaskDefinition task)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    /// <summary>At the start, older times are read by the hour.</summary>
    private static readonly TimeSpan ByTheMinute = TimeSpan.FromHours(6);

    /// <summary>How late an instance may tell what it has answered.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    private const int SpansAtOnce = 60;

    private readonly SortedDictionary<DateTimeOffset, (DateTimeOffset End, CallCount Count)> spans = [];
    private DateTimeOffset? read;

    /// <summary>Reads what is new up to a whole minute.</summary>
    public async Task ReadAsync(SpanStore store, DateTimeOffset to, CancellationToken cancel)
    {
        if (read >= to)
            return;
        var shortest = Span.Finest(task.Cadence) < Cadence.Minute ? Cadence.Minute : Span.Finest(task.Cadence);
        var from = read - Late;
        if (from is null)
        {
            from = Span.At(Cadence.Hour, to - ByTheMinute).Start;
            await AddAsync(store, Cadence.Hour, to - Longest, from.Value, cancel);
        }

        await AddAsync(store, shortest, Span.At(shortest, from.Value).Start, to, cancel);
        foreach (var old in spans.Keys.TakeWhile(start => start < to - Longest - Span.Duration(Cadence.Hour)).ToArray())
            spans.Remove(old);
        read = to;
    }

    /// <summary>The calls of the spans that reach into a time.</summary>
    public CallCount Sum(DateTimeOffset from, DateTimeOffset to) => spans
        .SkipWhile(span => span.Value.End <= from).TakeWhile(span => span.Key < to)
        .Aggregate(default(CallCount), (sum, span) => sum + span.Value.Count);

    /// <summary>Part by part: the sums of a span are large, and what is kept of them is not.</summary>
    private async Task AddAsync(SpanStore store, Cadence length, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var part = SpansAtOnce * Span.Duration(length);
        for (var start = from; start < to; start += part)
        {
            foreach (var span in (await store.ReadAsync(task.Name, length, start, start + part < to ? start + part : to, cancel)).GroupBy(row => row.Span))
                spans[span.Key.Start] = (span.Key.End, span.Aggregate(default(CallCount), (sum, row) => sum + CallCount.Of(row.Sums, task.Promotion.MaxP99Milliseconds)));
        }
    }
}

using System.Collections.Concurrent;
using MlFunctions.App.Monitoring.Alarms;
using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Maturity;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Monitoring;

/// <summary>What the metric timers do: merge what instances have told, by the time of its events, and look at the alarms. A tick that comes late, or after many that did not come, does all there is to do.</summary>
public sealed class MetricsTick(LiveSums sums, SpanMerger merger, SpanStore spans, DelayStore delays, AlarmJob alarms, TimeProvider time)
{
    private static readonly TimeSpan Looked = TimeSpan.FromDays(120);

    private readonly ConcurrentDictionary<TaskName, DateTimeOffset> ticked = new();

    /// <summary>Ticks for a task.</summary>
    public async Task RunAsync(TaskDefinition task, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (isNewMinute, isNewHour) = (IsNew(Cadence.Minute, task.Name, now), IsNew(Cadence.Hour, task.Name, now));
        // A tick that fails is not made up for each second: what it left is found by the next minute's.
        ticked[task.Name] = now;
        await sums.TellAsync(task.Name, isNewMinute, cancel);
        await merger.MergeAsync(task.Name, isNewMinute, cancel);
        if (isNewMinute)
            await FitAsync(task, now, cancel);
        await alarms.EvaluateAsync(task, now, cancel);
        if (isNewHour)
            await spans.PurgeAsync(task.Name, now, cancel);
    }

    /// <summary>Whether a span of its cadence has begun since the last tick for the task on this instance.</summary>
    public bool IsDue(TaskDefinition task) => IsNew(task.Cadence, task.Name, time.GetUtcNow());

    /// <summary>How late labels come is seen from the last four months; before the last have come, how many will is not known.</summary>
    private async Task FitAsync(TaskDefinition task, DateTimeOffset now, CancellationToken cancel)
    {
        var rows = await spans.CoverAsync(task.Name, now - Looked, now, cancel);
        if (DelayCurve.Fit(task.Kind, rows.Select(row => (row.Span.Start, Span.Duration(row.Span.Length), row.Sums)), now) is { } curve && curve.IsComplete())
            await delays.PutAsync(task.Name, curve, cancel);
    }

    private bool IsNew(Cadence length, TaskName task, DateTimeOffset now) => !ticked.TryGetValue(task, out var last) || Span.At(length, last) != Span.At(length, now);
}

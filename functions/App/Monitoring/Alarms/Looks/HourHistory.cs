using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>The hours of the last four weeks, by which it is known what is usual. Of their sums only what is asked for is kept.</summary>
/// <param name="task">Whose.</param>
/// <param name="metric">Of which the terms are kept; null for none.</param>
internal sealed class HourHistory(TaskName task, Metric? metric)
{
    /// <summary>How far it goes back.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(28);

    private const int FormerDays = 7;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly SortedDictionary<(DateTimeOffset Hour, int Model), (long Calls, Moments Terms)> hours = [];
    private DateTimeOffset? read;

    /// <summary>Reads what is new up to a whole hour, a day at a time.</summary>
    /// <param name="store">From where.</param>
    /// <param name="to">The hour.</param>
    /// <param name="age">How old predictions are when their outcomes come: so long ago hours still change.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task ReadAsync(SpanStore store, DateTimeOffset to, TimeSpan age, CancellationToken cancel)
    {
        var first = to - Length;
        var from = read is { } before && before - age - Day > first ? Span.At(Cadence.Hour, before - age - Day).Start : first;
        for (var start = from; start < to; start += Day)
        {
            foreach (var row in await store.ReadAsync(task, Cadence.Hour, start, start + Day < to ? start + Day : to, cancel))
                hours[(row.Span.Start, row.Series.Model)] = (row.Sums.Predictions + row.Sums.Failures.Total, metric is null ? new Moments() : row.Sums.Term(metric.Name));
        }

        foreach (var old in hours.Keys.TakeWhile(hour => hour.Hour < first).ToArray())
            hours.Remove(old);
        read = to;
    }

    /// <summary>Calls that came in the same time of each of the last seven days, as if they came evenly within an hour.</summary>
    public IEnumerable<long> CallsOfFormerDays(DateTimeOffset from, DateTimeOffset to) => Enumerable.Range(1, FormerDays).Select(day => Calls(from.AddDays(-day), to.AddDays(-day)));

    /// <summary>What the metric's term is usually like; null where none is kept.</summary>
    /// <param name="model">Whose answers.</param>
    /// <param name="until">Hours that end later do not have their outcomes yet.</param>
    /// <param name="wasWrong">Whether an alarm was on in an hour.</param>
    public SeasonalBaseline? Baseline(int model, DateTimeOffset until, Predicate<DateTimeOffset> wasWrong) => metric is null ? null : SeasonalBaseline.Of(
        hours.Where(hour => hour.Key.Model == model && hour.Key.Hour.AddHours(1) <= until && !wasWrong(hour.Key.Hour)).Select(hour => (hour.Key.Hour, hour.Value.Terms)), metric.Better);

    private long Calls(DateTimeOffset from, DateTimeOffset to)
    {
        var first = Span.At(Cadence.Hour, from).Start;
        return (long)hours.Where(hour => hour.Key.Hour >= first && hour.Key.Hour < to).Sum(hour => hour.Value.Calls * Overlap(hour.Key.Hour));

        double Overlap(DateTimeOffset hour) => Math.Min(1, (to - hour).TotalHours) - Math.Max(0, (from - hour).TotalHours);
    }
}

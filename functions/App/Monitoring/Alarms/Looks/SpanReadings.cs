using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>The spans that the rules of one look read; what two of them ask for is read once.</summary>
internal sealed class SpanReadings(SpanStore store, TaskName task)
{
    private readonly Dictionary<(DateTimeOffset From, DateTimeOffset To), Task<IReadOnlyList<SpanRow>>> covers = [];

    /// <summary>A time by the time of predictions, in order, out of the longest spans that fit, minutes at least: the longer the time, the coarser.</summary>
    public async Task<IReadOnlyList<IGrouping<Span, SpanRow>>> CoverAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        if (!covers.TryGetValue((from, to), out var reading))
            covers[(from, to)] = reading = store.CoverAsync(task, from, to, cancel);
        return [.. (await reading).GroupBy(row => row.Span).OrderBy(span => span.Key.Start)];
    }

    /// <summary>Outcomes by when they were told. Asked for each second, and only of times of which everything is merged.</summary>
    public Task<IReadOnlyList<SpanRow>> ArrivalsAsync(Cadence length, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        store.MergedArrivalsAsync(task, length, from, to, cancel);
}

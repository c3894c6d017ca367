using System.Collections.Concurrent;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>The newest live metrics as events. However many listen to a task on this instance, storage is asked once a second.</summary>
public sealed class MetricsFeed(MetricsReader reader, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>How many spans an event shows: the newest still grow, as instances tell what they have counted.</summary>
    private const int Shown = 5;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(TaskName Task, Cadence Length, int? Model), Reading> readings = new();

    /// <summary>
    /// An event each second, named <c>metrics</c>, with the last spans, oldest first; without spans where nothing happened, or storage did not answer. It ends when nobody listens any more, and when
    /// the host stops, which would wait for it.
    /// </summary>
    internal async IAsyncEnumerable<SseItem<string>> FollowAsync(TaskDefinition task, Cadence length, int? model, [EnumeratorCancellation] CancellationToken cancel)
    {
        ForgetOld();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(Period, time);
        while (!end.IsCancellationRequested)
        {
            var at = time.GetUtcNow();
            var newest = NewestAsync(task, length, model, at);
            await EndedAsync(newest.WaitAsync(end.Token));
            if (end.IsCancellationRequested)
                yield break;
            yield return new SseItem<string>(await newest, "metrics") { EventId = at.ToString("O", CultureInfo.InvariantCulture) };
            await EndedAsync(timer.WaitForNextTickAsync(end.Token).AsTask());
        }
    }

    /// <summary>Waits until it is over, whatever came of it.</summary>
    private static async Task EndedAsync(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>What nobody follows any more.</summary>
    private void ForgetOld()
    {
        var now = Span.At(Cadence.Second, time.GetUtcNow());
        foreach (var (key, last) in readings)
        {
            if ((now.Start - last.Second.Start).Duration() > Period)
                readings.TryRemove(key, out _);
        }
    }

    private Task<string> NewestAsync(TaskDefinition task, Cadence length, int? model, DateTimeOffset at)
    {
        var second = Span.At(Cadence.Second, at);
        return readings.AddOrUpdate(
            (task.Name, length, model),
            _ => new Reading(second, new(() => ReadAsync(task, length, model, at))),
            (_, last) => last.Second == second ? last : new Reading(second, new(() => ReadAsync(task, length, model, at)))).Json.Value;
    }

    private async Task<string> ReadAsync(TaskDefinition task, Cadence length, int? model, DateTimeOffset at)
    {
        var newest = Span.At(length, at);
        IReadOnlyList<SpanAnswer> spans;
        try
        {
            var query = new MetricsQuery(length, newest.Start - ((Shown - 1) * Span.Duration(length)), newest.End, model, Shown);
            spans = (await reader.ReadAsync(task, query, at, CancellationToken.None)).Items;
        }
        catch (Exception outage) when (StorageAccount.IsOutage(outage))
        {
            spans = [];
        }

        return JsonSerializer.Serialize(new { at, spans }, Json.Options);
    }

    /// <param name="Second">When it was read.</param>
    /// <param name="Json">What was read.</param>
    private sealed record Reading(Span Second, Lazy<Task<string>> Json);
}

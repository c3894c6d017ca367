using System.Collections.Concurrent;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>What this instance adds up for the live metrics, and tells storage as partials: a few rows each second, however many calls there were.</summary>
public sealed class LiveSums(InstanceId instance, SpanStore spans)
{
    private readonly ConcurrentDictionary<TaskName, Told> tasks = new();

    internal TaskSums Of(TaskName task) => Find(task).Sums;

    /// <summary>Tells what there is of every task. What could not be told is told, unchanged, with the next.</summary>
    /// <param name="alsoLate">Whether also what corrects spans that are some time past, which changes more rows and is told less often.</param>
    /// <param name="cancel">Stops telling.</param>
    public Task TellAsync(bool alsoLate, CancellationToken cancel) => Task.WhenAll(tasks.Keys.Select(task => TellAsync(task, alsoLate, cancel)));

    /// <summary>Tells what there is of a task.</summary>
    /// <inheritdoc cref="TellAsync(bool, CancellationToken)"/>
    public async Task TellAsync(TaskName task, bool alsoLate, CancellationToken cancel)
    {
        var told = Find(task);
        await told.Turn.WaitAsync(cancel);
        try
        {
            await told.Partials.TellAsync(partials => spans.TellAsync(task, partials, cancel));
            told.Partials.Add(told.Sums.Take(alsoLate), told.Sums.IsLate);
            await told.Partials.TellAsync(partials => spans.TellAsync(task, partials, cancel));
        }
        finally
        {
            told.Turn.Release();
        }
    }

    private Told Find(TaskName task) => tasks.TryGetValue(task, out var told) ? told : tasks.GetOrAdd(task, _ => new Told(new TaskSums(), new PartialQueue(instance), new SemaphoreSlim(1)));

    private sealed record Told(TaskSums Sums, PartialQueue Partials, SemaphoreSlim Turn);
}

using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Monitoring.Drift;

/// <summary>A model's drift in a window.</summary>
/// <param name="Model">The version.</param>
/// <param name="From">The first prediction: no earlier than the model came into production.</param>
/// <param name="To">After the last one.</param>
/// <param name="FirstDay">When its first day of service began; null where it was never in production.</param>
/// <param name="Report">What was found.</param>
public sealed record ModelDrift(int Model, DateTimeOffset From, DateTimeOffset To, DateTimeOffset? FirstDay, DriftReport Report);

/// <summary>Compares what a model is asked and answers with its profile, and with its first day in production.</summary>
public sealed class DriftReader(ModelStore models, DeploymentStore deployments, SpanStore spans)
{
    private const int MostChanges = 1000;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <param name="task">Whose model.</param>
    /// <param name="model">Its version.</param>
    /// <param name="from">The first prediction; null: a day before <paramref name="to"/>.</param>
    /// <param name="to">After the last prediction.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>The drift, or why it cannot be known.</returns>
    public async Task<Result<ModelDrift>> ReadAsync(TaskDefinition task, int model, DateTimeOffset? from, DateTimeOffset to, CancellationToken cancel)
    {
        if (await models.FindProfileAsync(task.Name, model, cancel) is not { } profile)
            return new Conflict($"Model {model} has no profile of its training rows, because it was trained before profiles were kept. Train again (POST /api/tasks/{task.Name}/trainings) and promote the model.");
        var first = await FirstDayAsync(task.Name, model, cancel);
        var start = from ?? to - Day;
        if (first > start)
            start = first.Value;
        var now = await SumAsync(task.Name, model, start, to, cancel);
        var baseline = first is { } began ? await SumAsync(task.Name, model, began, began + Day < to ? began + Day : to, cancel) : null;
        return new ModelDrift(model, start, to, first, DriftReport.Compare(task.Kind, profile, now, baseline));
    }

    // Whole hours, because sums of minutes are not kept for as long.
    private async Task<DateTimeOffset?> FirstDayAsync(TaskName task, int model, CancellationToken cancel)
    {
        var changes = await deployments.ListAsync(task, 0, MostChanges, cancel);
        return changes.Items.FirstOrDefault(change => change.Model == model) is { } change ? Span.At(Cadence.Hour, change.At).Start : null;
    }

    private async Task<LiveWindow> SumAsync(TaskName task, int model, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        new(from < to ? await spans.SumAsync(task, model, from, to, cancel) : new Aggregate(), from < to ? to - from : TimeSpan.Zero);
}

using System.Collections.Concurrent;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>Reads how much models of a task lose as they age, from the scores of the newest ones on validation sets. Only models of one trainer are compared, because another trainer is no older model.</summary>
public sealed class StalenessReader(ModelStore models, ScoreStore scores)
{
    private const int MostModels = 100;
    private const int MostScores = 1000;

    private static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(TaskName Task, string Trainer), (DateTimeOffset At, double? Days)> limits = new();

    /// <summary>What was measured, and the curve through it.</summary>
    public async Task<(IReadOnlyList<StalenessPoint> Points, StalenessCurve Curve)> ReadAsync(TaskDefinition task, string trainer, CancellationToken cancel)
    {
        var measured = new List<SetScore>();
        foreach (var model in (await models.ListAsync(task.Name, 0, null, cancel)).Items.Where(model => model.Trainer == trainer).TakeLast(MostModels))
            measured.AddRange((await scores.ListAsync(task.Name, model.Version, null, MostScores, cancel)).Items.Select(kept => kept.Score));
        var points = StalenessPoint.Of(measured, TaskMetrics.Find(task.Kind, task.Metric)!);
        return (points, StalenessCurve.Of(points, task.Promotion.Margin));
    }

    /// <summary>The age at which the expected loss passes the policy's margin; null where it is not known to. Read once an hour: scores come with new validation sets.</summary>
    public async Task<double?> LimitAsync(TaskDefinition task, string trainer, DateTimeOffset now, CancellationToken cancel)
    {
        if (limits.TryGetValue((task.Name, trainer), out var known) && now - known.At < Lasting)
            return known.Days;
        var days = (await ReadAsync(task, trainer, cancel)).Curve.LimitDays;
        limits[(task.Name, trainer)] = (now, days);
        return days;
    }
}

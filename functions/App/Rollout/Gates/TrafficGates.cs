using MlFunctions.App.Rollout.Shadows;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>The gates that watch a model beside live traffic. Where nobody asks there is nothing to watch, and both are open.</summary>
public sealed class TrafficGates(ShadowReader shadows, PilotReader pilots, SpanStore spans, ModelStore models, TimeProvider time)
{
    /// <summary>Before the name of a metric whose best value is 1, where a loss is what it lacks: <c>1-ndcg@10</c>.</summary>
    private const string Lacking = "1-";

    private static readonly TimeSpan Watched = TimeSpan.FromDays(1);

    /// <summary>How many predictions production has answered lately, whichever model that was.</summary>
    public async Task<long> AnsweredAsync(TaskName task, Deployment deployment, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return (await spans.CoverAsync(task, now - Watched, now, cancel))
            .Where(row => row.Series.Model == deployment.Production || deployment.Retired.Contains(row.Series.Model))
            .Sum(row => row.Sums.Predictions);
    }

    /// <summary>The verdict of <see cref="GateNames.Shadow"/> or <see cref="GateNames.Pilot"/>.</summary>
    public async Task<GateVerdict> JudgeAsync(string gate, TaskDefinition task, int model, Deployment deployment, CancellationToken cancel)
    {
        var production = deployment.Production!.Value;
        var answered = await AnsweredAsync(task.Name, deployment, cancel);
        if (answered < task.Promotion.ShadowRows)
        {
            return new(gate, true, answered, task.Promotion.ShadowRows, $"Production answered {answered} predictions in the last 24 hours, fewer than {task.Promotion.ShadowRows}: nobody asks, so there is nothing to watch.")
            {
                Inputs = new Dictionary<string, double> { ["answered"] = answered, ["production"] = production },
            };
        }

        if (gate == GateNames.Shadow)
        {
            var shadow = await shadows.ReadAsync(task, model, production, cancel);
            return ShadowGate.Judge(shadow, task, await LossAsync(task, production, shadow?.Difference?.Name, cancel));
        }

        return deployment.Pilot is { } pilot && pilot.Model == model
            ? await pilots.JudgeAsync(task, pilot, production, cancel)
            : new(GateNames.Pilot, false, null, null, "It has not been in a pilot beside this production model; promote it to pilot, and it grows by itself.") { Waiting = true };
    }

    /// <summary>What production's loss of this name was on its validation rows: of a metric that is better when higher, what it lacks.</summary>
    private async Task<double?> LossAsync(TaskDefinition task, int production, string? name, CancellationToken cancel)
    {
        var metric = TaskMetrics.Find(task.Kind, name?.StartsWith(Lacking, StringComparison.Ordinal) == true ? name[Lacking.Length..] : name ?? task.Metric);
        if (metric is null || (await models.FindCardAsync(task.Name, production, cancel))?.Evaluation.Metric(metric.Name) is not { } estimate)
            return null;
        return metric.Better == Better.Higher ? metric.Ideal - estimate.Value : estimate.Value;
    }
}

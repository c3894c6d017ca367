using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>Reads all that a decision to retrain is made of.</summary>
public sealed class SituationReader(DeploymentStore deployments, ModelStore models, RowsReader rows, PerformanceReader performance, RetrainingSigns signs, StalenessReader staleness)
{
    /// <summary>Null where no model is in production.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="records">Its retrainings, the oldest first.</param>
    /// <param name="now">When it is decided.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<RetrainingSituation?> ReadAsync(TaskDefinition task, IReadOnlyList<RetrainingRecord> records, DateTimeOffset now, CancellationToken cancel)
    {
        var pointer = await deployments.PointerAsync(task.Name, cancel);
        if (pointer.Production is not { } production || await models.FindCardAsync(task.Name, production, cancel) is not { } card)
            return null;
        var useful = records.LastOrDefault(record => record.Result is not { Outcome: RetrainingOutcome.Failed });
        var since = useful?.QueuedAt > card.CreatedAt ? useful.QueuedAt : card.CreatedAt;
        var last = records.Count > 0 ? records[^1].Result?.Model : null;
        var situation = new RetrainingSituation(
            now,
            production,
            await rows.LearnedToAsync(task, card, cancel),
            Math.Max(card.Provenance.Training.Dataset, useful?.Rows ?? 0),
            await rows.NewestAsync(task.Name, DatasetRole.Training, cancel),
            await performance.NewLabelsAsync(task, since, now, cancel))
        {
            StaleAfterDays = await staleness.LimitAsync(task, card.Trainer, now, cancel),
            Performance = await performance.ReadAsync(task, card, now, cancel),
            DriftAlarms = await signs.DriftAlarmsAsync(task, cancel),
            OnItsWay = last is { } model && (pointer.Pilot?.Model == model || pointer.Shadows.Contains(model)) ? model : null,
            Ticket = await signs.TicketAsync(task, cancel),
        };
        return situation with { Past = [.. records.Select(record => record.See(situation).AsOf(now))] };
    }
}

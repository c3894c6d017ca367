using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Trainers;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>What a retraining is to do: the newest rows, the current validation set, and the trainer of the policy, or of the model in production.</summary>
public sealed class RetrainingOrders(ModelStore models, RowsReader rows)
{
    public async Task<TrainingOrder> OfAsync(TaskDefinition task, RetrainingSituation situation, int number, CancellationToken cancel) => new(
        await TrainerAsync(task, situation.Production, cancel), situation.NewestRows!.Value, await rows.NewestAsync(task.Name, DatasetRole.Validation, cancel), number);

    /// <summary>Every trainer where the policy says so, or the one that it names is no more.</summary>
    private async Task<string?> TrainerAsync(TaskDefinition task, int production, CancellationToken cancel) => task.Retraining.Trainer == RetrainingPolicy.EveryTrainer
        ? null
        : TrainerList.Find(task.Kind, task.Retraining.Trainer ?? (await models.FindCardAsync(task.Name, production, cancel))!.Trainer)?.Name;
}

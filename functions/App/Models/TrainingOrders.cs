using MlFunctions.App.Datasets;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Trainers;
using MlFunctions.Storage.Datasets;

namespace MlFunctions.App.Models;

/// <summary>Makes an order of a request: fills in what it leaves open, and refuses what does not exist.</summary>
public sealed class TrainingOrders(DatasetStore datasets)
{
    private const int DefaultSeed = 1;

    public async Task<Result<TrainingOrder>> CheckAsync(TaskDefinition task, TrainingRequest request, CancellationToken cancel)
    {
        if (request.Trainer is { } name && TrainerList.Find(task.Kind, name) is null)
            return new Invalid($"There is no trainer '{name}' for {task.Kind} tasks; there are {string.Join(", ", TrainerList.Of(task.Kind).Select(t => t.Name))}.", [new("/trainer", "No such trainer.")]);
        var training = await FindAsync(task.Name, request.Training, DatasetRole.Training, cancel);
        if (!training.IsDone)
            return training.Refusal;
        var validation = await FindAsync(task.Name, request.Validation, DatasetRole.Validation, cancel);
        if (request.Validation is not null && !validation.IsDone)
            return validation.Refusal;
        return new TrainingOrder(request.Trainer, training.Value.Version, validation.Value?.Version, request.Seed ?? DefaultSeed);
    }

    private async Task<Result<DatasetDescription>> FindAsync(TaskName task, int? version, DatasetRole role, CancellationToken cancel)
    {
        if (version is not { } number)
            return await datasets.LatestAsync(task, role, cancel) is { } latest ? latest : new Conflict($"There are no rows to train on: POST /api/tasks/{task}/datasets?role=training first.");
        if (await datasets.FindAsync(task, number, cancel) is not { } dataset)
            return new Invalid(Names.NoDataset(task.ToString(), number).Detail);
        if (dataset.DeletedAt is { } at)
            return DatasetLookup.Deleted(number, at);
        return dataset.Role == role ? dataset : new Invalid($"Dataset {number} is for {dataset.Role}, not for {role}; upload the rows in that role to use them so.");
    }
}

using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Leaks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;

namespace MlFunctions.App.Models;

/// <summary>The rows of one training.</summary>
/// <param name="Task">As its rows are read.</param>
/// <param name="Training">Rows to learn from and be judged without the others.</param>
/// <param name="Validation">Rows to judge by.</param>
/// <param name="All">Both, to learn from once more after the judgement, where the validation rows were held out of the training rows; else null.</param>
/// <param name="TrainingUse">What the kept model learned from.</param>
/// <param name="ValidationUse">What it was judged by.</param>
public sealed record TrainingData(
    TaskDefinition Task, IReadOnlyList<Example> Training, IReadOnlyList<Example> Validation, IReadOnlyList<Example>? All, DatasetUse TrainingUse, DatasetUse ValidationUse)
{
    /// <summary>What was found of leaks between the rows, and from what happens after the question.</summary>
    public required IReadOnlyList<GateVerdict> Leaks { get; init; }
}

/// <summary>Reads the rows that a training was ordered with; without a validation set it holds out the last days of the training rows.</summary>
public sealed class TrainingRows(DatasetStore datasets)
{
    /// <exception cref="InvalidDataException">A dataset no longer fits the task, or there are too few rows or days to hold any out.</exception>
    public async Task<TrainingData> LoadAsync(TaskDefinition task, TrainingOrder order, CancellationToken cancel)
    {
        task = await AsReadAsync(task, order.Training, cancel);
        var rows = await datasets.ExamplesAsync(task, order.Training, cancel);
        var dated = await DatedAsync(task, order.Training, rows, cancel);
        if (order.Validation is { } version)
        {
            var validation = await datasets.ExamplesAsync(task, version, cancel);
            return new(task, rows, validation, null, await UseAsync(task, order.Training, rows, "every usable row", cancel), await UseAsync(task, version, validation, "every usable row", cancel))
            {
                Leaks = await LeaksAsync(task, dated, await DatedAsync(task, version, validation, cancel), cancel),
            };
        }

        var split = HoldOut.Of(task, rows, order.Seed);
        if (split.Refusal is { } refusal)
            throw new InvalidDataException(refusal);
        Example[] training = [.. split.Training.Select(i => rows[i])];
        Example[] heldOut = [.. split.Validation.Select(i => rows[i])];
        return new(task, training, heldOut, rows, await UseAsync(task, order.Training, rows, "every usable row; judged as trained without the validation rows, then trained once more with them", cancel), await UseAsync(task, order.Training, heldOut, split.Description, cancel)) { Leaks = await LeaksAsync(task, dated, null, cancel) };
    }

    private static Task<IReadOnlyList<GateVerdict>> LeaksAsync(TaskDefinition task, DatedRows training, DatedRows? validation, CancellationToken cancel) =>
        Task.Run(() => validation is null ? LeakChecks.Of(task, training) : LeakChecks.Of(task, training, validation), cancel);

    /// <summary>Labels of the log were known when they were told; those of an upload, and where the task is no longer as it was, when the file was kept.</summary>
    private async Task<DatedRows> DatedAsync(TaskDefinition task, int version, IReadOnlyList<Example> rows, CancellationToken cancel)
    {
        var dataset = (await datasets.FindAsync(task.Name, version, cancel))!;
        var known = await datasets.KnownTimesAsync(task.Name, dataset, cancel);
        return known?.Count == rows.Count ? new DatedRows(rows, known) : DatedRows.Of(rows, dataset.CreatedAt);
    }

    private async Task<TaskDefinition> AsReadAsync(TaskDefinition task, int version, CancellationToken cancel) =>
        task.AsRead((await datasets.FindAsync(task.Name, version, cancel))!.Format);

    private async Task<DatasetUse> UseAsync(TaskDefinition task, int version, IReadOnlyList<Example> rows, string selection, CancellationToken cancel) =>
        new(version, (await datasets.FindAsync(task.Name, version, cancel))!.Sha256, rows.Count, selection);
}

using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Trainers;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>Measures a model's file once for each definition and model in production, and keeps what it found.</summary>
public sealed class GateMeasurer(ModelStore models, DatasetStore datasets, EvidenceStore kept, TimeProvider time)
{
    private const int MostRows = 2000;

    /// <summary>What was measured and is about what is so now; null where nothing is.</summary>
    public async Task<GateEvidence?> FindAsync(TaskDefinition task, int model, int? production, CancellationToken cancel) =>
        (await kept.FindAsync(task.Name, model, cancel)).Evidence?.Now(task.Version, production);

    /// <summary>The same, measured where it was not; refused where the model's file is not whole.</summary>
    /// <param name="task">The definition.</param>
    /// <param name="card">The model's.</param>
    /// <param name="production">The other model; null where there is none.</param>
    /// <param name="set">The dataset whose rows are asked; null for the one that judged the model.</param>
    /// <param name="cancel">Stops between two steps.</param>
    public async Task<Result<GateEvidence>> MeasureAsync(TaskDefinition task, ModelCard card, int? production, int? set, CancellationToken cancel)
    {
        var (known, tag) = await kept.FindAsync(task.Name, card.Version, cancel);
        if (known?.IsAbout(task.Version, production) == true)
            return known;
        var artifact = await models.ReadArtifactAsync(task.Name, card.Version, cancel);
        if (!artifact.IsDone)
            return artifact.Refusal;
        var live = production is { } version ? (await models.ReadArtifactAsync(task.Name, version, cancel)).Value : null;
        var format = (await datasets.FindAsync(task.Name, card.Provenance.Training.Dataset, cancel))?.Format ?? DatasetFormat.Csv;
        var dataset = set ?? card.Provenance.Validation.Dataset;
        var rows = await RowsAsync(task, dataset, cancel);
        try
        {
            var evidence = await Task.Run(() => Measure(task, task.AsRead(format), card, production, dataset, artifact.Value, live, rows), cancel);
            await kept.PutAsync(task.Name, card.Version, evidence, tag, cancel);
            return evidence;
        }
        catch (InvalidDataException broken)
        {
            return new Conflict($"Model {card.Version} cannot be loaded: {broken.Message}");
        }
    }

    private GateEvidence Measure(TaskDefinition task, TaskDefinition asRead, ModelCard card, int? production, int dataset, byte[] artifact, byte[]? live, IReadOnlyList<Example> rows)
    {
        var contract = ModelProbe.Contract(TrainerList.Load(artifact), asRead, rows.Count > 0 ? rows[0].Input : null);
        var replayed = contract.Difference is null ? rows : [];
        var replay = ModelProbe.Replay(artifact, card.Provenance.Artifact.Sha256, asRead, replayed);
        var load = live is not null && contract.Difference is null && TakesTheSame(live, asRead) ? LoadProbe.Measure(task, artifact, live, Calls(asRead, rows), time) : null;
        return new(task.Version, production, dataset, time.GetUtcNow(), contract, replay, load);
    }

    /// <summary>Whether the rows fit the model in production too; where the definition changed, it answers other calls than the candidate will.</summary>
    private static bool TakesTheSame(byte[] live, TaskDefinition task) => TrainerList.Load(live).Columns.Count == task.Columns.Count;

    /// <summary>The first rows of a dataset; none where they are gone or no longer fit the task.</summary>
    private async Task<IReadOnlyList<Example>> RowsAsync(TaskDefinition task, int dataset, CancellationToken cancel)
    {
        try
        {
            return [.. (await datasets.ExamplesAsync(task, dataset, cancel)).Take(MostRows)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>A call for each row, or for each request of a ranking.</summary>
    private static IReadOnlyList<PredictionInput> Calls(TaskDefinition task, IReadOnlyList<Example> rows)
    {
        if (rows.Count == 0)
            return [Call([Row.Empty(task.Columns)])];
        var group = task.PlaceOf(task.Group);
        return group < 0
            ? [.. rows.Select(row => Call([row.Input]))]
            : [.. rows.GroupBy(row => row.Input.Text(group, task.Columns[group])).Select(request => Call([.. request.Select(row => row.Input)]))];
    }

    private static PredictionInput Call(Row[] rows) => new(rows, [.. rows.Select(_ => (ReadOnlyMemory<byte>)"0"u8.ToArray())], default);
}

using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Models;

namespace MlFunctions.Learning.Trainers;

/// <summary>Every trainer. Adding one here adds it to every task of its kind and to the shared checks.</summary>
public static class TrainerList
{
    public static IReadOnlyList<Trainer> All { get; } =
    [
        new MedianTrainer(), new LinearTrainer(), new FastTreeTrainer(), new LightGbmTrainer(), new NeuralNetworkTrainer(),
        new UnrankedTrainer(), new LambdaRankTrainer(), new NeuralRankerTrainer(),
        new BaseRateTrainer(), new BinaryLightGbmTrainer(), new RandomisedPcaTrainer(), new IsolationForestTrainer(), new AutoencoderTrainer(),
    ];

    /// <summary>The trainers of a kind; the first is the naive one, which every model is compared with.</summary>
    public static IEnumerable<Trainer> Of(TaskKind kind) => All.Where(trainer => trainer.Kind == kind);

    public static Trainer? Find(TaskKind kind, string name) => Of(kind).FirstOrDefault(trainer => trainer.Name == name);

    /// <summary>The naive trainer of a kind.</summary>
    public static Trainer Baseline(TaskKind kind) => Of(kind).First();

    /// <summary>Reads an artifact of any trainer.</summary>
    /// <exception cref="InvalidDataException">It is truncated, altered, or made by a trainer or in a format that this version does not know.</exception>
    public static TrainedModel Load(ReadOnlyMemory<byte> bytes)
    {
        var file = ModelFile.FromBytes(bytes);
        var manifest = file.Get<Manifest>(TrainedModel.ManifestEntry);
        if (manifest.Format > Manifest.CurrentFormat)
            throw new InvalidDataException($"The model artifact was written by a newer version of the application: it has format {manifest.Format}, and this version reads formats up to {Manifest.CurrentFormat}. Deploy at least the version that wrote it.");
        var trainer = Find(manifest.Kind, manifest.Trainer)
            ?? throw new InvalidDataException($"The model artifact was made by '{manifest.Trainer}', which this version does not have.");
        return trainer.Load(manifest, file);
    }
}

using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning;

/// <summary>Every trainer. Adding one here adds it to every task of its kind and to the shared checks.</summary>
public static class Trainers
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
}

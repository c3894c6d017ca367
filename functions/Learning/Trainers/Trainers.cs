using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning;

/// <summary>Every trainer. Adding one here adds it to every task of its kind and to the shared checks.</summary>
public static class Trainers
{
    public static IReadOnlyList<Trainer> All { get; } = [new LightGbmTrainer(), new MedianTrainer()];

    public static Trainer? Find(string name) => All.FirstOrDefault(trainer => trainer.Name == name);

    /// <summary>The naive trainer of a kind, which every model is compared with.</summary>
    /// <exception cref="NotSupportedException">The kind has none.</exception>
    public static Trainer Baseline(TaskKind kind) => kind == TaskKind.Regression
        ? Find(MedianTrainer.TrainerName)!
        : throw new NotSupportedException($"There is no baseline for {kind} tasks.");
}

using MlFunctions.Learning.Networks;

namespace MlFunctions.Learning.Trainers;

/// <summary>What a neural ranker depends on beside rows, folds and seed.</summary>
/// <param name="Hidden">The widths of the hidden layers.</param>
/// <param name="Training">How each fold's network is trained.</param>
public sealed record NeuralRankerSettings(IReadOnlyList<int> Hidden, NetworkSettings Training)
{
    /// <summary>Chosen on real searches, by folds of queries.</summary>
    public static NeuralRankerSettings Default { get; } = new(
        Hidden: [32],
        Training: new(Epochs: 30, Patience: 8, BatchRows: 64, LearningRate: 2e-3, WeightDecay: 0.1, Dropout: 0.3));

    /// <summary>A larger network.</summary>
    public static IReadOnlyList<NeuralRankerSettings> Alternatives { get; } =
    [
        Default with { Hidden = [64, 32], Training = Default.Training with { Dropout = 0.5 } },
    ];
}

using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Networks;

namespace MlFunctions.Learning.Trainers;

/// <summary>What an <see cref="Autoencoder"/> depends on beside rows and seed.</summary>
/// <param name="Hidden">The widths of the hidden layers, as shares of the number of features.</param>
/// <param name="Training">Of the network.</param>
public sealed record AutoencoderSettings(IReadOnlyList<double> Hidden, NetworkSettings Training);

/// <summary>A network that gives the negative rows back; its error is the score.</summary>
public sealed class AutoencoderTrainer : AnomalyTrainer<AutoencoderSettings>
{
    public override string Name => "autoencoder";

    public override string Description => "Reconstruction error of an autoencoder of negative rows, calibrated on held-out rows.";

    /// <summary>Half as wide at its neck as the row: on real card payments average precision 0.65, and 0.36 at a third with narrow layers beside it.</summary>
    internal static AutoencoderSettings Usual { get; } = new(
        [1.5, 0.5, 1.5], new NetworkSettings(Epochs: 20, Patience: 5, BatchRows: 128, LearningRate: 0.005, WeightDecay: 0, Dropout: 0));

    public override double Effort => 10;

    protected override AutoencoderSettings Default => Usual;

    protected override IReadOnlyList<AutoencoderSettings> Alternatives => [Usual with { Hidden = [0.8] }];

    internal override Detector Detect(FeatureMatrix features, IReadOnlyList<int> rows, AutoencoderSettings settings, int seed) =>
        Autoencoder.Fit(features, rows, settings.Hidden, settings.Training, seed);
}

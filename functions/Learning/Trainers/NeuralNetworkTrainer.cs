using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Networks;
using MlFunctions.Learning.Networks.Fitting;
using MlFunctions.Learning.Networks.Inputs;
using MlFunctions.Learning.Networks.Losses;
using MlFunctions.Learning.Ranges;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>
/// Multi-layer perceptrons with embeddings that learn P10, P50 and P90 at once. One network for each fold stops by that fold, and their mean serves;
/// the rows held out calibrate the range.
/// </summary>
public sealed class NeuralNetworkTrainer : Trainer<NeuralNetworkSettings>
{
    public const string TrainerName = "neural-network";

    public override string Name => TrainerName;

    public override TaskKind Kind => TaskKind.Regression;

    public override string Description => "Neural networks with embeddings of categories that learn three quantiles, calibrated on held-out rows.";

    public override double Effort => 10;

    protected override NeuralNetworkSettings Default => NeuralNetworkSettings.Default;

    protected override IReadOnlyList<NeuralNetworkSettings> Alternatives => NeuralNetworkSettings.Alternatives;

    protected override int FewestRows => 50;

    private protected override Fitted Fit(TrainingSet set, NeuralNetworkSettings settings, TrainingSteps steps)
    {
        steps.Begin(0, "features");
        var (task, training, folds, seed) = set;
        var scaled = set.Scaled();
        var features = NetworkFeaturizerFit.Of(task.Columns, scaled, folds, set.Ratios(settings.Ratios));

        var range = QuantileRange.For(set.Scale, [.. scaled.Select(example => example.Label)]);
        float[] targets = [.. scaled.Select(example => range.Target(example.Label))];
        var networks = NetworkCrossFit.Of(
            Shape(features.Featurizer, settings),
            features.Training,
            new QuantileLoss(targets),
            NetworkTraining.Alone(Enumerable.Range(0, training.Count)),
            folds,
            settings.Training,
            seed,
            fold => steps.Begin(0.1 + (0.9 * fold / folds.Count), $"network {fold + 1} of {folds.Count}"));
        range = range.Calibrated(targets, networks.HeldOut);
        return new Fitted(
            new QuantileNetworkModel(Manifest.Of(Name, task), features.Featurizer, networks.Model, range),
            [.. networks.HeldOut.Chunk(OrderedQuantiles.Count).Select(quantiles => range.Range(quantiles).Value)]);
    }

    internal override TrainedModel Load(Manifest manifest, ModelFile file) => QuantileNetworkModel.Read(manifest, file);

    private static NetworkShape Shape(NetworkFeaturizer featurizer, NeuralNetworkSettings settings) => new(
        featurizer.Numbers,
        [.. featurizer.Vocabularies.Select(vocabulary => vocabulary.Embedding())],
        settings.Hidden,
        OrderedQuantiles.Count,
        Output: NetworkOutput.OrderedQuantiles);
}

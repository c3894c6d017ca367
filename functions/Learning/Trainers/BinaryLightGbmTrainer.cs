using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Decisions;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.TrainingSets;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Trainers;

/// <summary>
/// Gradient-boosted trees over the features, and over what three anomaly detectors say of a row, beside randomised trees. Detectors score each training row
/// without its fold; trees of all rows serve, and those that learn all folds but one score its rows, which calibrate the probability and set the threshold.
/// </summary>
public sealed class BinaryLightGbmTrainer : Trainer<BinaryLightGbmSettings>
{
    private static readonly Func<FeatureMatrix, IReadOnlyList<int>, int, Detector>[] Kinds =
    [
        (features, rows, seed) => new RandomisedPcaTrainer().Detect(features, rows, RandomisedPcaTrainer.Usual, seed),
        (features, rows, seed) => new IsolationForestTrainer().Detect(features, rows, IsolationForestTrainer.Usual, seed),
        (features, rows, seed) => new AutoencoderTrainer().Detect(features, rows, AutoencoderTrainer.Usual, seed),
    ];

    public override string Name => LightGbmTrainer.TrainerName;

    public override TaskKind Kind => TaskKind.Binary;

    public override string Description => "Gradient-boosted trees (LightGBM) over features and anomaly scores, beside randomised trees, calibrated on held-out rows.";

    public override double Effort => 20;

    protected override BinaryLightGbmSettings Default => BinaryLightGbmSettings.Default;

    protected override IReadOnlyList<BinaryLightGbmSettings> Alternatives => BinaryLightGbmSettings.Alternatives;

    protected override int FewestRows => 50;

    private protected override Fitted Fit(TrainingSet set, BinaryLightGbmSettings settings, TrainingSteps steps)
    {
        steps.Begin(0, "features");
        var features = FeaturizerFit.Of(set.Task.Columns, set.Examples, set.Folds, settings.Ratios == 0 ? [] : set.Ratios(settings.Ratios));
        // Without label statistics: they are others in each fold, and a detector would find the fold strange.
        var labelFree = features.Training.First(features.Featurizer.LabelFree.Width);
        bool[] usual = [.. set.Examples.Select(example => example.Label == 0)];
        var anomalies = new List<DetectorCrossFit>();
        foreach (var kind in settings.Detectors ? Kinds : [])
        {
            var from = 0.05 + (0.1 * anomalies.Count);
            anomalies.Add(DetectorCrossFit.Of(
                labelFree, usual, set.Folds, kind, set.Seed,
                fold => steps.Begin(from + (0.1 * fold / (set.Folds.Count + 1)), $"anomalies {anomalies.Count + 1} of {Kinds.Length}")));
        }

        var trees = new BinaryTrees(
            features.Training.With([.. anomalies.Select(anomaly => anomaly.HeldOut)]), features.Training, [.. usual.Select(negative => !negative)], settings.Trees);
        var fit = BinaryCrossFit.Of(set.Folds, trees.Grow, trees.Score, set.Seed, (share, step) => steps.Begin(0.4 + (0.6 * share), step));
        var decision = BinaryDecision.Of(set, fit.HeldOut);
        return new Fitted(
            new BoostedBinaryModel(Manifest.Of(Name, set.Task), features.Featurizer, [.. anomalies.Select(anomaly => anomaly.Detector)], fit.Trees, decision),
            decision.Probabilities(fit.HeldOut));
    }

    internal override TrainedModel Load(Manifest manifest, ModelFile file) => BoostedBinaryModel.Read(manifest, file);
}

using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Decisions;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>An anomaly detector alone: it learns from negative rows, and labels only turn its score into a probability.</summary>
/// <typeparam name="TSettings">Of the detector.</typeparam>
public abstract class AnomalyTrainer<TSettings> : Trainer<TSettings>
    where TSettings : notnull
{
    public override TaskKind Kind => TaskKind.Binary;

    protected override int FewestRows => 50;

    internal abstract Detector Detect(FeatureMatrix features, IReadOnlyList<int> rows, TSettings settings, int seed);

    private protected override Fitted Fit(TrainingSet set, TSettings settings, TrainingSteps steps)
    {
        steps.Begin(0, "features");
        // Without label statistics: they are others in each fold, and a detector would find the fold strange.
        var featurizer = FeaturizerFit.Of(set.Task.Columns, set.Examples, set.Folds, []).Featurizer.LabelFree;
        var scores = DetectorCrossFit.Of(
            FeatureMatrix.Of(set.Examples, _ => featurizer),
            [.. set.Examples.Select(example => example.Label == 0)],
            set.Folds,
            (all, rows, seed) => Detect(all, rows, settings, seed),
            set.Seed,
            fold => steps.Begin(0.1 + (0.9 * fold / (set.Folds.Count + 1)), fold < set.Folds.Count ? $"fold {fold + 1} of {set.Folds.Count}" : "all folds"));
        var decision = BinaryDecision.Of(set, scores.HeldOut);
        return new Fitted(new AnomalyModel(Manifest.Of(Name, set.Task), featurizer, scores.Detector, decision), decision.Probabilities(scores.HeldOut));
    }

    internal override TrainedModel Load(Manifest manifest, ModelFile file) => AnomalyModel.Read(manifest, file);
}

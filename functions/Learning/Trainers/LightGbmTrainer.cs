using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Ranges;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning;

/// <summary>
/// Gradient-boosted trees with a calibrated range. One location model for each fold learns the label without that fold; what they miss on the
/// rows held out is what error models learn, and what the range is calibrated by. Serving averages the models of all folds.
/// </summary>
public sealed class LightGbmTrainer : Trainer<LightGbmSettings>
{
    public const string TrainerName = "lightgbm";

    public override string Name => TrainerName;

    public override TaskKind Kind => TaskKind.Regression;

    public override string Description => "Gradient-boosted trees (LightGBM), with a range calibrated on held-out rows.";

    public override double Effort => 3;

    protected override LightGbmSettings Default => LightGbmSettings.Default;

    protected override IReadOnlyList<LightGbmSettings> Alternatives => LightGbmSettings.Alternatives;

    // Two leaves of the location model in each part.
    protected override int FewestRows => 2 * Default.Location.FewestRows;

    private protected override Fitted Fit(TrainingSet set, LightGbmSettings settings, TrainingSteps steps)
    {
        steps.Begin(0, "features");
        var (task, training, folds, seed) = set;
        var scale = LabelScales.For(training);
        var scaled = training.Select(example => example with { Label = scale.Apply(example.Label) }).ToList();
        var ratios = RatioSelection.Best(task.Columns, scaled, folds, settings.Ratios, seed);
        var features = FeaturizerFit.Of(task.Columns, scaled, folds, ratios);

        var labels = scaled.Select(example => example.Label).ToArray();
        var location = CrossFit.Of(features.Training, labels, folds, settings.Location, seed, Step("fold", 0.1, 0.8));
        double[] residuals = [.. labels.Zip(location.HeldOut, (label, predicted) => label - predicted)];
        var error = CrossFit.Of(features.Training, [.. residuals.Select(Math.Abs)], folds, settings.Error, seed, Step("range, fold", 0.8, 1));
        var range = RangeCalibration.Of(scale, settings.Adaptivity, residuals, error.HeldOut);
        return new Fitted(
            new BoostedModel(Manifest.Of(this, task), features.Featurizer, location.Mean, error.Mean, range),
            [.. location.HeldOut.Zip(error.HeldOut, (value, width) => range.Range(value, width).Value)]);

        Action<int> Step(string name, double from, double to) =>
            fold => steps.Begin(from + ((to - from) * fold / folds.Count), $"{name} {fold + 1} of {folds.Count}");
    }

    internal override TrainedModel Load(Manifest manifest, ModelFile file) => BoostedModel.Read(manifest, file);
}

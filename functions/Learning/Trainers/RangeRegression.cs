using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Ranges;
using MlFunctions.Learning.Scorers;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>Fits a scorer to the labels of the chosen rows; same arguments, same scorer.</summary>
internal delegate TScorer Fitting<out TScorer>(FeatureMatrix features, IReadOnlyList<double> labels, IReadOnlyList<int> rows);

/// <summary>
/// What regression trainers have in common. One location scorer for each fold learns the label without that fold; what they miss on the rows held out is
/// what error scorers learn, and what the range is calibrated by. Serving averages the scorers of all folds.
/// </summary>
/// <param name="Ratios">Features that are ratios of two numbers, at most.</param>
/// <param name="Adaptivity">How far the width of the range follows the error scorers, 0 to 1.</param>
/// <param name="Location">Fits the label.</param>
/// <param name="Error">Fits the absolute error.</param>
internal sealed record RangeRegression<TScorer>(int Ratios, double Adaptivity, Fitting<TScorer> Location, Fitting<TScorer> Error)
    where TScorer : IScorer<TScorer>
{
    public Fitted Fit(Manifest manifest, TrainingSet set, TrainingSteps steps)
    {
        steps.Begin(0, "features");
        var folds = set.Folds;
        var scaled = set.Scaled();
        var (featurizer, features) = FeaturizerFit.Of(set.Task.Columns, scaled, folds, set.Ratios(Ratios));

        double[] labels = [.. scaled.Select(example => example.Label)];
        var location = CrossFit<TScorer>.Of(features, folds, rows => Location(features, labels, rows), Step("fold", 0.1, 0.8));
        double[] residuals = [.. labels.Zip(location.HeldOut, (label, predicted) => label - predicted)];
        double[] misses = [.. residuals.Select(Math.Abs)];
        var error = CrossFit<TScorer>.Of(features, folds, rows => Error(features, misses, rows), Step("range, fold", 0.8, 1));
        var range = RangeCalibration.Of(set.Scale, Adaptivity, residuals, error.HeldOut);
        return new Fitted(
            new RangeModel<TScorer>(manifest, featurizer, location.Mean, error.Mean, range),
            [.. location.HeldOut.Zip(error.HeldOut, (value, width) => range.Range(value, width).Value)]);

        Action<int> Step(string name, double from, double to) =>
            fold => steps.Begin(from + ((to - from) * fold / folds.Count), $"{name} {fold + 1} of {folds.Count}");
    }
}

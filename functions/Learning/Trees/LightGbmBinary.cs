using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>Grows trees whose score is the log-odds of a positive label, with ML.NET's LightGBM trainer, and copies them out of it.</summary>
/// <remarks>Friedman, Greedy Function Approximation, Annals of Statistics 29 (2001), section 4.5 (two-class logistic loss); trees as in <see cref="LightGbm"/>.</remarks>
public static class LightGbmBinary
{
    /// <summary>Logistic loss on the labels of the chosen rows.</summary>
    /// <param name="features">All rows; NaN is missing.</param>
    /// <param name="labels">One for each row of <paramref name="features"/>; both kinds occur among <paramref name="rows"/>.</param>
    /// <param name="rows">Which rows to learn from.</param>
    /// <param name="settings">How trees are boosted.</param>
    /// <param name="seed">Same rows, settings and seed, same trees.</param>
    /// <exception cref="ArgumentException">All labels of the rows are alike.</exception>
    public static GrownTrees Grow(
        FeatureMatrix features, IReadOnlyList<bool> labels, IReadOnlyList<int> rows, BoostingSettings settings, int seed)
    {
        var positives = rows.Count(row => labels[row]);
        if (positives == 0 || positives == rows.Count)
            throw new ArgumentException($"Two classes are to be told apart, and {positives} of the {rows.Count} rows are positive.", nameof(rows));
        return GrownTrees.Copy(Fit(features, labels, rows, settings, seed).Model.SubModel.TrainedTreeEnsemble, features.Width);
    }

    /// <summary>ML.NET's own transformer, of which <see cref="Grow"/> returns the trees.</summary>
    internal static BinaryPredictionTransformer<CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>> Fit(
        FeatureMatrix features, IReadOnlyList<bool> labels, IReadOnlyList<int> rows, BoostingSettings settings, int seed)
    {
        var context = new MLContext(seed);
        return context.BinaryClassification.Trainers.LightGbm(Options(settings, seed)).Fit(View(context, features, labels, rows));
    }

    internal static IDataView View(MLContext context, FeatureMatrix features, IReadOnlyList<bool> labels, IReadOnlyList<int> rows)
    {
        var numbers = new MatrixView(features, [.. labels.Select(label => label ? 1.0 : 0)], rows);
        return context.Transforms.Conversion.ConvertType(MatrixView.Label, outputKind: DataKind.Boolean).Fit(numbers).Transform(numbers);
    }

    // One thread: the order of additions, and with it the last bit of a leaf, would depend on the number of cores.
    private static LightGbmBinaryTrainer.Options Options(BoostingSettings settings, int seed) => new()
    {
        LabelColumnName = MatrixView.Label,
        FeatureColumnName = MatrixView.Features,
        NumberOfIterations = settings.Trees,
        NumberOfLeaves = settings.Leaves,
        MinimumExampleCountPerLeaf = settings.FewestRows,
        LearningRate = settings.LearningRate,
        Sigmoid = 1,
        UseCategoricalSplit = false,
        NumberOfThreads = 1,
        Seed = seed,
        EvaluationMetric = LightGbmBinaryTrainer.Options.EvaluateMetricType.None,
        Booster = settings.Booster,
    };
}

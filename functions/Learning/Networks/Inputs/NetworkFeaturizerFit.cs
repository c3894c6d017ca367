using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Networks.Inputs;

/// <summary>A featurizer for serving, and what a network learns from: the training rows, whose target statistics are out of fold.</summary>
/// <param name="Featurizer">Fitted on all training rows.</param>
/// <param name="Training">Of each training row.</param>
public sealed record NetworkFeaturizerFit(NetworkFeaturizer Featurizer, NetworkInput Training)
{
    /// <summary>Features as of every model, scaled; and an embedding for each category.</summary>
    /// <param name="columns">Of the task.</param>
    /// <param name="examples">At least one row, with the label that statistics are taken of.</param>
    /// <param name="folds">Of the rows.</param>
    /// <param name="ratios">Which numbers to divide by which.</param>
    public static NetworkFeaturizerFit Of(
        IReadOnlyList<Column> columns, IReadOnlyList<Example> examples, Folds folds, IReadOnlyList<RatioEncoder> ratios)
    {
        var features = FeaturizerFit.Of(columns, examples, folds, ratios);
        var categories = Enumerable.Range(0, columns.Count).Where(place => columns[place].Type == ColumnType.Category);
        var featurizer = NetworkFeaturizer.Fit(
            features.Featurizer, features.Training, [.. categories.Select(place => EmbeddingVocabulary.Fit(place, examples))]);
        return new NetworkFeaturizerFit(featurizer, featurizer.Input(features.Training, examples));
    }
}

using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Features;

/// <summary>A featurizer for serving, and the features of its training rows.</summary>
/// <param name="Featurizer">Fitted on all training rows.</param>
/// <param name="Training">Each training row by the featurizer that was fitted without the row's fold, so that no feature holds the row's own label.</param>
public sealed record FeaturizerFit(Featurizer Featurizer, FeatureMatrix Training)
{
    /// <summary>Everything follows from the types of the columns; ids give no feature.</summary>
    /// <param name="columns">Of the task.</param>
    /// <param name="examples">At least one row, with the label that statistics are taken of.</param>
    /// <param name="folds">Of the rows.</param>
    /// <param name="ratios">Which numbers to divide by which.</param>
    public static FeaturizerFit Of(IReadOnlyList<Column> columns, IReadOnlyList<Example> examples, Folds folds, IReadOnlyList<RatioEncoder> ratios)
    {
        var labelFree = columns.SelectMany((column, place) => LabelFree(column, place, examples)).Concat(ratios).ToList();
        Featurizer With(IReadOnlyList<Example> others) =>
            new([.. labelFree, .. columns.SelectMany((column, place) => Target(column, place, others))]);

        var outOfFold = Enumerable.Range(0, folds.Count)
            .Select(fold => With([.. examples.Where((_, row) => folds.Of[row] != fold)]))
            .ToArray();
        return new FeaturizerFit(With(examples), FeatureMatrix.Of(examples, row => outOfFold[folds.Of[row]]));
    }

    private static IEnumerable<Encoder> LabelFree(Column column, int place, IReadOnlyList<Example> examples) => column.Type switch
    {
        ColumnType.Number => [new NumberEncoder(place, column.Name)],
        ColumnType.Time => [new TimeEncoder(place, column.Name)],
        ColumnType.Category => [CategoryEncoder.Fit(place, column.Name, examples), FrequencyEncoder.Fit(place, column.Name, examples)],
        ColumnType.Text when TextEncoder.Fit(place, column.Name, examples) is { } text => [text],
        _ => [],
    };

    private static IEnumerable<Encoder> Target(Column column, int place, IReadOnlyList<Example> examples) =>
        column.Type == ColumnType.Category ? [TargetEncoder.Fit(place, column.Name, examples)] : [];
}

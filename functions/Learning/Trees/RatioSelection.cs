using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Trees;

/// <summary>Which ratios of two numbers are worth a feature: those that a quick boosting, given all of them, gains most by.</summary>
public static class RatioSelection
{
    private const int MostColumns = 12;

    private const int MostRows = 50_000;

    private static readonly BoostingSettings Quick = new(
        Trees: 100, Leaves: 15, FewestRows: 30, LearningRate: 0.05, FeatureFraction: 0.5, RowFraction: 0.8, L2: 1);

    /// <summary>The best <paramref name="count"/> ratios, best first; none where the task has fewer than two numbers.</summary>
    /// <param name="columns">Of the task.</param>
    /// <param name="examples">Training rows, with the label that the model learns.</param>
    /// <param name="folds">Of the rows.</param>
    /// <param name="count">How many, at most.</param>
    /// <param name="seed">Of the boosting.</param>
    public static IReadOnlyList<RatioEncoder> Best(IReadOnlyList<Column> columns, IReadOnlyList<Example> examples, Folds folds, int count, int seed)
    {
        var every = Math.Max(1, (int)Math.Ceiling((double)examples.Count / MostRows));
        IReadOnlyList<Example> sample = [.. examples.Where((_, row) => row % every == 0)];
        var sampleFolds = folds with { Of = [.. folds.Of.Where((_, row) => row % every == 0)] };
        var numbers = columns.Select((column, place) => (column, place)).Where(pair => pair.column.Type == ColumnType.Number).ToList();
        if (numbers.Count > MostColumns)
        {
            var gains = Gains(columns, sample, sampleFolds, [], seed);
            numbers = [.. numbers.OrderByDescending(pair => gains.GetValueOrDefault(pair.column.Name)).Take(MostColumns).OrderBy(pair => pair.place)];
        }

        var candidates = numbers
            .SelectMany(_ => numbers, (over, under) => new RatioEncoder(over.place, under.place, $"{over.column.Name} / {under.column.Name}"))
            .Where(ratio => ratio.Numerator != ratio.Denominator)
            .ToList();
        if (candidates.Count == 0 || count == 0)
            return [];
        var gain = Gains(columns, sample, sampleFolds, candidates, seed);
        return [.. candidates.Where(ratio => gain[ratio.Name] > 0).OrderByDescending(ratio => gain[ratio.Name]).Take(count)];
    }

    private static Dictionary<string, double> Gains(
        IReadOnlyList<Column> columns, IReadOnlyList<Example> examples, Folds folds, IReadOnlyList<RatioEncoder> ratios, int seed)
    {
        var fit = FeaturizerFit.Of(columns, examples, folds, ratios);
        var grown = LightGbm.Grow(fit.Training, [.. examples.Select(example => example.Label)], [.. Enumerable.Range(0, examples.Count)], Quick, seed);
        return fit.Featurizer.Features.Zip(grown.Gains).DistinctBy(pair => pair.First).ToDictionary();
    }
}

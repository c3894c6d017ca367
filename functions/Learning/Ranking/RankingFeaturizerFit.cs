using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Ranking;

/// <summary>A featurizer for serving, and the features of its training rows.</summary>
/// <param name="Featurizer">Fitted on all training rows.</param>
/// <param name="Training">
/// Each training row by a featurizer that was fitted without the row's fold: the words of its query are then as new as those of a request to come.
/// </param>
internal sealed record RankingFeaturizerFit(RankingFeaturizer Featurizer, FeatureMatrix Training)
{
    /// <summary>Everything follows from the types of the columns: the group column is the query, text columns are matched with it in their order, ids give no feature.</summary>
    public static RankingFeaturizerFit Of(TrainingSet set)
    {
        var (task, examples, folds, _) = set;
        var cut = new TrainingTexts(task, examples);
        var outOfFold = Enumerable.Range(0, folds.Count).Select(fold => Fit(task, examples, cut, row => folds.Of[row] != fold)).ToArray();
        var featurizer = Fit(task, examples, cut, _ => true);

        var values = new float[examples.Count * featurizer.Width];
        foreach (var request in set.Requests())
        {
            var features = outOfFold[folds.Of[request[0]]].Encode([.. request.Select(row => examples[row].Input)]);
            foreach (var (place, row) in request.Index())
                features[place].CopyTo(values.AsSpan(row * featurizer.Width));
        }

        return new RankingFeaturizerFit(featurizer, new FeatureMatrix(featurizer.Width, values));
    }

    private static RankingFeaturizer Fit(TaskDefinition task, IReadOnlyList<Example> examples, TrainingTexts cut, Func<int, bool> isChosen)
    {
        int[] rows = [.. Enumerable.Range(0, examples.Count).Where(isChosen)];
        var group = task.PlaceOf(task.Group);
        Example[] chosen = [.. rows.Select(row => examples[row])];
        return new RankingFeaturizer(group, cut.Fields(rows), cut.Vocabulary(rows), new Featurizer([.. task.Columns.Index().Where(column => column.Index != group).SelectMany(column => Plain(column.Item, column.Index, chosen))]));
    }

    private static IEnumerable<Encoder> Plain(Column column, int place, IReadOnlyList<Example> examples) => column.Type switch
    {
        ColumnType.Number => [new NumberEncoder(place, column.Name)],
        ColumnType.Time => [new TimeEncoder(place, column.Name)],
        ColumnType.Category => [CategoryEncoder.Fit(place, column.Name, examples)],
        _ => [],
    };
}

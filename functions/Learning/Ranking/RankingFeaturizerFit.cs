using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Ranking;

/// <summary>A featurizer for serving, and the features of its training rows.</summary>
/// <param name="Featurizer">Fitted on all training rows.</param>
/// <param name="Training">
/// Each training row by a featurizer that was fitted without the row's fold: the words of its query are then as new as those of a request to come.
/// </param>
internal sealed record RankingFeaturizerFit(RankingFeaturizer Featurizer, FeatureMatrix Training)
{
    /// <summary>Everything follows from the columns: text columns are matched with the query in their order, ids give no feature.</summary>
    public static RankingFeaturizerFit Of(TrainingSet set)
    {
        var (task, examples, folds, _) = set;
        var query = Query(set);
        var texts = new TrainingTexts(task, examples, query);
        var outOfFold = Enumerable.Range(0, folds.Count).Select(fold => Fit(set, texts, query, row => folds.Of[row] != fold)).ToArray();
        var featurizer = Fit(set, texts, query, _ => true);

        var values = new float[examples.Count * featurizer.Width];
        foreach (var request in set.Requests())
        {
            var features = outOfFold[folds.Of[request[0]]].Encode([.. request.Select(row => examples[row].Input)]);
            foreach (var (place, row) in request.Index())
                features[place].CopyTo(values.AsSpan(row * featurizer.Width));
        }

        return new RankingFeaturizerFit(featurizer, new FeatureMatrix(featurizer.Width, values));
    }

    /// <summary>What was asked for: a text column that is the same in all rows of each request; else the group column itself.</summary>
    private static int Query(TrainingSet set)
    {
        var requests = set.Requests();
        bool IsOfTheRequest(int place) =>
            requests.All(request => request.All(row => set.Examples[row].Input.Texts[place] == set.Examples[request[0]].Input.Texts[place]));
        var group = set.Task.PlaceOf(set.Task.Group);
        var columns = set.Task.Columns.Index().Where(column => column.Item.Type == ColumnType.Text && column.Index != group);
        return columns.Where(column => IsOfTheRequest(column.Index)).Select(column => column.Index).FirstOrDefault(group);
    }

    private static RankingFeaturizer Fit(TrainingSet set, TrainingTexts texts, int query, Func<int, bool> isChosen)
    {
        int[] rows = [.. Enumerable.Range(0, set.Examples.Count).Where(isChosen)];
        Example[] chosen = [.. rows.Select(row => set.Examples[row])];
        var plain = set.Task.Columns.Index().Where(column => column.Item.Name != set.Task.Group).SelectMany(column => Plain(column.Item, column.Index, chosen));
        return new RankingFeaturizer(query, texts.Fields(rows), texts.Vocabulary(rows), new Featurizer([.. plain]));
    }

    private static IEnumerable<Encoder> Plain(Column column, int place, IReadOnlyList<Example> examples) => column.Type switch
    {
        ColumnType.Number => [new NumberEncoder(place, column.Name)],
        ColumnType.Time => [new TimeEncoder(place, column.Name)],
        ColumnType.Category => [CategoryEncoder.Fit(place, column.Name, examples)],
        _ => [],
    };
}

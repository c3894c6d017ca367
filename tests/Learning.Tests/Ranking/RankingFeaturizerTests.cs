using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Ranking;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Tests.Ranking;

public sealed class RankingFeaturizerTests
{
    private static readonly IReadOnlyList<Example> Rows = Searches.Make(40, seed: 3);

    private static readonly RankingFeaturizerFit Fit = RankingFeaturizerFit.Of(TrainingSet.Of(Searches.Task, Rows, seed: 1));

    [Fact]
    public void The_product_that_was_asked_for_stands_first()
    {
        var features = Fit.Featurizer.Encode([Row("red lamp", "blue chair"), Row("red lamp", "a red lamp"), Row("red lamp", "lamp, blue"), Row("red lamp", null)]);
        foreach (var name in new[] { "title: BM25", "title: terms found", "title: terms alike", "grams found" })
        {
            var column = Fit.Featurizer.Features.ToList().IndexOf(name);
            Assert.Equal(1, Enumerable.Range(0, features.Rows).MaxBy(row => features[row][column]));
        }
    }

    // Three lamps match, and all three are desk lamps, so of two products that do not match the desk light is the likelier.
    [Fact]
    public void A_product_like_those_that_match_is_more_likely_than_another()
    {
        var features = Fit.Featurizer.Encode(
            [.. new[] { "lamp for the desk", "desk lamp of steel", "small desk lamp", "desk light of steel", "garden chair of oak" }.Select(title => Row("lamp", title))]);
        foreach (var name in new[] { "first text: like the matching", "first text without the query: like the likely", "all texts: like all", "usual terms" })
        {
            var column = Fit.Featurizer.Features.ToList().IndexOf(name);
            Assert.True(features[3][column] > features[4][column], name);
        }
    }

    [Fact]
    public void Plain_columns_are_kept_as_they_are_and_as_standings()
    {
        var features = Fit.Featurizer.Encode([Row("lamp", "lamp", rating: 1), Row("lamp", "lamp", rating: 4)]);
        var names = Fit.Featurizer.Features.ToList();
        Assert.Equal((1, 4), (features[0][names.IndexOf("rating")], features[1][names.IndexOf("rating")]));
        Assert.Equal((-1, 1), (features[0][names.IndexOf("rating, in the list")], features[1][names.IndexOf("rating, in the list")]));
        Assert.Equal(names.IndexOf("rating"), Fit.Featurizer.Standings);
    }

    [Fact]
    public void The_order_of_the_products_does_not_matter()
    {
        Row[] products = [Row("red lamp", "blue chair", 1), Row("red lamp", "red lamp", 2), Row("red lamp", "lamp of red glass", 3)];
        var (forth, back) = (Fit.Featurizer.Encode(products), Fit.Featurizer.Encode([.. products.Reverse()]));
        for (var row = 0; row < products.Length; row++)
            Assert.All(forth[row].ToArray().Zip(back[products.Length - 1 - row].ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    [Fact]
    public void Training_rows_are_encoded_as_if_their_fold_had_never_been_seen()
    {
        var set = TrainingSet.Of(Searches.Task, Rows, seed: 1);
        Example Other(Example row, int place) => set.Folds.Of[place] == 0 ? row with { Input = Row("other words", "other words here"), Label = 0 } : row;
        var changed = RankingFeaturizerFit.Of(set with { Examples = [.. Rows.Select(Other)] });
        var fromThese = RankingFeaturizerFit.Of(set).Featurizer.Vocabulary;
        Assert.NotEqual(fromThese.Stems, changed.Featurizer.Vocabulary.Stems);

        // The rows of fold 0 by a featurizer of the other rows alone are what they were fitted with.
        Example[] others = [.. Rows.Where((_, place) => set.Folds.Of[place] != 0)];
        var without = RankingFeaturizerFit.Of(TrainingSet.Of(Searches.Task, others, seed: 1)).Featurizer;
        var request = set.Requests().First(request => set.Folds.Of[request[0]] == 0);
        var expected = without.Encode([.. request.Select(row => Rows[row].Input)]);
        foreach (var (place, row) in request.Index())
            Assert.Equal(expected[place], Fit.Training[row]);
    }

    [Fact]
    public void A_saved_featurizer_encodes_as_before()
    {
        var loaded = JsonSerializer.Deserialize<RankingFeaturizer>(JsonSerializer.Serialize(Fit.Featurizer, Json.Options), Json.Options)!;
        Row[] products = [.. Rows.Take(Searches.Products).Select(row => row.Input)];
        Assert.Equal(Fit.Featurizer.Encode(products).Values, loaded.Encode(products).Values);
        Assert.Equal(Fit.Featurizer.Features, loaded.Features);
    }

    [Fact]
    public void The_query_is_the_text_that_all_products_of_a_request_have_in_common()
    {
        var task = Searches.Task with { Group = "session", Columns = [new Column("session", ColumnType.Id), .. Searches.Task.Columns] };
        var rows = Rows.Select(row => row with { Input = new Row([double.NaN, .. row.Input.Numbers], [row.Input.Texts[0], .. row.Input.Texts]) }).ToList();
        var featurizer = RankingFeaturizerFit.Of(TrainingSet.Of(task, rows, seed: 1)).Featurizer;
        Assert.Equal(1, featurizer.Query);
        Assert.Equal("title", Assert.Single(featurizer.Texts).Name);
    }

    [Fact]
    public void A_thousand_products_of_long_and_odd_texts_have_features()
    {
        var random = new Random(5);
        string[] words = ["red", "lamp", "Crème", "16GB", "ﬁne", "日本", "\ud83d", "<b>", "'s"];
        string Title() => string.Join(' ', Enumerable.Range(0, random.Next(60)).Select(_ => words[random.Next(words.Length)]));
        Row[] products = [.. Enumerable.Range(0, 1000).Select(_ => Row("red lamp 16 gb", Title()))];
        var features = Fit.Featurizer.Encode(products);
        Assert.Equal(1000, features.Rows);
        Assert.All(features.Values, value => Assert.False(float.IsInfinity(value)));
        Assert.Equal(features.Values, Fit.Featurizer.Encode(products).Values);
    }

    private static Row Row(string query, string? title, double rating = double.NaN) =>
        new([double.NaN, double.NaN, rating, double.NaN, double.NaN], [query, title, null, null, null]);
}

using MlFunctions.Learning.Ranking.Matches;
using MlFunctions.Learning.Ranking.Requests;
using MlFunctions.Learning.Ranking.Texts;

namespace MlFunctions.Learning.Tests.Ranking;

/// <summary>The features of a query and a text, by hand. Every stem is unknown, so that all weigh the same: idf = ln(1 + 9.5 / 1.5).</summary>
public sealed class MatchTests
{
    private const double Idf = 1.992430164690206;

    [Theory]
    [InlineData("terms found", 2)]
    [InlineData("terms found by idf", 2 * Idf)]
    [InlineData("first term found", 1)]
    [InlineData("last term found", 1)]
    [InlineData("first match", 1)]
    [InlineData("last match from the end", 1)]
    [InlineData("last term from the end", 1)]
    [InlineData("density", 0.4)]
    [InlineData("length", 5)]
    [InlineData("window", 1.5)]
    [InlineData("pairs found", 0)]
    [InlineData("longest run", 1)]
    [InlineData("cosine", 0.51639777949)]
    public void Matches_are_what_a_hand_works_out(string name, double expected) =>
        Assert.Equal(expected, Terms("red desk lamps", "the red big lamp two")[name], 5);

    // tf 1 in a text of the mean length: idf × 2.2 / 2.2 for each of two terms.
    [Fact]
    public void BM25_is_what_a_hand_works_out() => Assert.Equal(2 * Idf, Terms("red desk lamps", "the red big lamp two", meanLength: 5)["BM25"], 5);

    [Fact]
    public void A_phrase_in_its_order_is_a_longer_run_than_its_words_apart()
    {
        Assert.Equal((2, 3), (Terms("red desk lamp", "one red desk lamp")["pairs found"], Terms("red desk lamp", "one red desk lamp")["longest run"]));
        Assert.Equal((1, 2), (Terms("red desk lamp", "desk lamp, red")["pairs found"], Terms("red desk lamp", "desk lamp, red")["longest run"]));
    }

    [Fact]
    public void A_wrong_size_is_a_number_that_is_not_found()
    {
        Assert.Equal(1, Terms("16 gb card", "card of 16GB")["numbers found"]);
        Assert.Equal(0, Terms("16 gb card", "card of 32GB")["numbers found"]);
        Assert.Equal(float.NaN, Terms("card", "card of 32GB")["numbers found"]);
    }

    [Fact]
    public void What_does_not_match_has_no_place()
    {
        var features = Terms("red lamp", "a chair");
        Assert.Equal(0, features["terms found"]);
        Assert.All(["first match", "window", "last term from the end"], name => Assert.Equal(float.NaN, features[name]));
    }

    [Theory]
    [InlineData("", "a chair")]
    [InlineData("red lamp", "")]
    [InlineData("", "")]
    public void Empty_texts_have_finite_or_missing_features(string query, string text) =>
        Assert.All(Terms(query, text).Concat(Soft(query, text)), feature => Assert.False(float.IsInfinity(feature.Value)));

    // refrigirator has 1 edit of 12 letters to refrigerator; blue is found.
    [Fact]
    public void A_typing_error_is_nearly_found()
    {
        var features = Soft("blue refrigirator", "small refrigerator in blue");
        Assert.Equal(1 + (11.0 / 12), 2 * features["terms alike"], 5);
        Assert.Equal(11.0 / 12, features["least alike term"], 5);
        Assert.Equal(11.0 / 12, features["last term alike"], 5);
    }

    [Fact]
    public void Grams_find_words_that_are_joined_or_split()
    {
        // flas lash ashd shdr hdri driv rive
        var (query, texts) = Analysed("flash drive", ["flashdrive", "flash", "drive of a flash"]);
        var grams = new GramVectors(query.Text, texts);
        Assert.Equal((1, 1), grams.Match(0));
        Assert.Equal((2 / 7f, 1), grams.Match(1));
        Assert.Equal(4 / 7f, grams.Match(2).Found);
    }

    private static Dictionary<string, float> Terms(string asked, string text, float meanLength = 10)
    {
        var (query, texts) = Analysed(asked, [text]);
        var features = new float[TermMatch.Names.Count];
        TermMatch.Write(query, texts[0], meanLength, features);
        return TermMatch.Names.Zip(features).ToDictionary();
    }

    private static Dictionary<string, float> Soft(string asked, string text)
    {
        var (query, texts) = Analysed(asked, [text]);
        var features = new float[SoftMatch.Names.Count];
        SoftMatch.Write(query, texts[0], features);
        return SoftMatch.Names.Zip(features).ToDictionary();
    }

    private static (Query Query, AnalysedText[] Texts) Analysed(string asked, IReadOnlyList<string> texts)
    {
        var fresh = new RequestTerms(new Vocabulary([], [], 10));
        var analyser = new TextAnalyser(fresh);
        var query = new Query(analyser.Of(asked), fresh);
        return (query, [.. texts.Select(analyser.Of)]);
    }
}

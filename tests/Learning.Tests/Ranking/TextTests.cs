using MlFunctions.Learning.Ranking.Texts;

namespace MlFunctions.Learning.Tests.Ranking;

public sealed class TextTests
{
    [Theory]
    [InlineData("Crème Brûlée", "creme brulee")]
    [InlineData("ﬁne 10 m²", "fine 10 m2")]
    [InlineData("ÅNGSTRÖM", "angstrom")]
    [InlineData("e\u0301tude", "etude")]
    [InlineData("Straße 3½ İ", "strasse 3 1/2 i")]
    [InlineData("", "")]
    [InlineData("a half \ud83d", "a half \ud83d")]
    public void Texts_of_one_meaning_are_folded_into_one(string text, string expected) => Assert.Equal(expected, TextFolding.Fold(text));

    [Theory]
    [InlineData("16gb memory-card", "16 gb memory card")]
    [InlineData("men's 3.5mm jack, red/blue.", "men 3.5 mm jack red blue")]
    [InlineData("5. gear", "5 gear")]
    [InlineData("日本 茶", "日本 茶")]
    [InlineData(" -- !", "")]
    public void Words_and_numbers_are_cut(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Tokens(text).Select(token => text.Substring(token.Start, token.Length))));

    [Theory]
    [InlineData("lamp", "lamps", true)]
    [InlineData("dress", "dresses", true)]
    [InlineData("box", "boxes", true)]
    [InlineData("battery", "batteries", true)]
    [InlineData("brush", "brushes", true)]
    [InlineData("bus", "bu", false)]
    [InlineData("glass", "glas", false)]
    [InlineData("lamp", "lamb", false)]
    public void A_plural_has_the_stem_of_its_singular(string one, string other, bool alike) =>
        Assert.Equal(alike, Tokens(one)[0].Stem == Tokens(other)[0].Stem);

    [Theory]
    [InlineData("fridge", "fridge", 1)]
    [InlineData("refrigirator", "refrigerator", 11.0 / 12)]
    [InlineData("fragance", "fragrance", 8.0 / 9)]
    [InlineData("recieve", "receive", 6.0 / 7)]
    [InlineData("light", "lighting", 5.0 / 8)]
    [InlineData("red", "bed", 0)]
    public void Words_are_alike_by_their_edits_or_their_beginning(string one, string other, double expected) =>
        Assert.Equal(expected, WordSimilarity.Of(one, other), 6);

    [Fact]
    public void A_stem_that_fewer_texts_hold_tells_more()
    {
        ulong[] stems = [.. Tokens("lamp red the").Select(token => token.Stem)];
        var vocabulary = Vocabulary.Fit([[stems[0], stems[2]], [stems[0], stems[1], stems[2]], [stems[2], stems[2]], [stems[2]]]);
        // Of 4 texts 2 hold "lamp", ln(1 + 2.5 / 2.5), and all hold "the", ln(1 + 0.5 / 4.5). One holds "red", which is left out as if it were unknown: ln(1 + 3.5 / 1.5).
        Assert.Equal(2, vocabulary.Stems.Length);
        Assert.Equal(Math.Log(2), vocabulary.Idf(stems[0]), 6);
        Assert.Equal(Math.Log(5 / 4.5), vocabulary.Idf(stems[2]), 6);
        Assert.Equal(Math.Log(5 / 1.5), vocabulary.Idf(stems[1]), 6);
        Assert.Equal(vocabulary.Idf(stems[1]), vocabulary.Idf(Tokens("unseen")[0].Stem));
    }

    private static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        Tokenizer.Cut(text, tokens);
        return tokens;
    }
}

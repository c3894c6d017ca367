using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Tests.Features;

public sealed class TextEncoderTests
{
    private static readonly TextEncoder Encoder = new(0, "note", ["leave", "ring", "tür"]);

    [Theory]
    [InlineData("Ring twice, then RING again", new float[] { 27, 5, 0, 1, 0 })]
    [InlineData("leave it at the TÜR!", new float[] { 20, 5, 1, 0, 1 })]
    [InlineData("ringing", new float[] { 7, 1, 0, 0, 0 })]
    [InlineData("🚪🔔 ring", new float[] { 7, 1, 0, 1, 0 })]
    [InlineData("नमस्ते दुनिया", new float[] { 13, 2, 0, 0, 0 })]
    [InlineData("", new float[] { 0, 0, 0, 0, 0 })]
    [InlineData(null, new float[] { float.NaN, float.NaN, 0, 0, 0 })]
    public void A_text_has_a_length_words_and_the_telling_ones_among_them(string? text, float[] expected) =>
        Assert.Equal(expected, Encode(Encoder, text));

    [Fact]
    public void Half_a_character_of_a_text_that_was_cut_is_no_word() =>
        Assert.Equal([8, 1, 0, 1, 0], Encode(Encoder, "\ud83d ring \udd14"));

    [Fact]
    public void Encoding_allocates_nothing()
    {
        var (row, into) = (Of("Ring twice, then leave it at the Tür").Input, new float[Encoder.Features.Count]);
        Encoder.Encode(row, into);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Encoder.Encode(row, into);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Spellings_of_one_word_are_one()
    {
        List<Example> rows = [.. Enumerable.Range(0, 100).Select(row => Of(row % 3 == 0 ? "ΟΔΟΣ" : row % 3 == 1 ? "οδος" : $"οδοσ {row % 2}"))];
        Assert.Equal(["0", "1"], TextEncoder.Fit(0, "note", rows)!.Known);
    }

    [Fact]
    public void Words_of_too_few_and_of_all_rows_tell_nothing()
    {
        List<Example> rows = [.. Enumerable.Range(0, 1000).Select(row => Of($"please {(row % 2 == 0 ? "Ring ring" : "knock")} {(row % 20 == 0 ? "gate" : "")} {(row == 7 ? "unicorn" : "")} {row}"))];
        Assert.Equal(["gate", "knock", "ring"], TextEncoder.Fit(0, "note", rows)!.Known);
    }

    [Fact]
    public void The_words_that_split_the_rows_best_are_taken_first_and_few()
    {
        var random = new Random(1);
        List<Example> rows = [.. Enumerable.Range(0, 2000).Select(_ => Of(string.Join(' ', Enumerable.Range(1, 60).Where(word => random.Next(100) < word).Select(word => $"w{word}"))))];
        var known = TextEncoder.Fit(0, "note", rows)!.Known;
        Assert.Equal(30, known.Count);
        Assert.Contains("w50", known);
        Assert.DoesNotContain("w5", known);
    }

    [Fact]
    public void One_text_in_all_rows_gives_no_feature() => Assert.Null(TextEncoder.Fit(0, "note", [Of("ring"), Of("ring")]));

    [Fact]
    public void A_label_that_follows_a_word_is_learned()
    {
        var random = new Random(1);
        List<Example> rows = [.. Enumerable.Range(0, 600).Select(_ => random.Next(2) == 0 ? Of("third floor, no lift", 9) : Of("ground floor", 5))];
        var fit = FeaturizerFit.Of([new Column("note", ColumnType.Text)], rows, new Folds([.. rows.Select((_, row) => row % 2)], 2), []);
        var lift = fit.Featurizer.Features.Index().Single(feature => feature.Item == "note has lift").Index;
        Assert.All(rows.Index(), row => Assert.Equal(row.Item.Label == 9 ? 1 : 0, fit.Training[row.Index][lift]));
    }

    private static Example Of(string? text, double label = 0) => new(new Row([double.NaN], [text]), label);

    private static float[] Encode(Encoder encoder, string? text)
    {
        var features = new float[encoder.Features.Count];
        encoder.Encode(Of(text).Input, features);
        return features;
    }
}

using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Networks.Inputs;
using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Tests.Networks.Inputs;

/// <summary>What a network reads is finite, of the order of 1, and the same in training and in serving.</summary>
public sealed class NetworkFeaturizerTests
{
    private static readonly IReadOnlyList<Example> Rows = Orders.Make(400, seed: 1);

    private static readonly NetworkFeaturizerFit Fit =
        NetworkFeaturizerFit.Of(Orders.Task.Columns, Rows, Folds.By(Orders.Task, Rows, 5, seed: 1), [new RatioEncoder(4, 3, "open / couriers")]);

    [Fact]
    public void Ranks_become_normal_quantiles_and_between_them_is_linear()
    {
        var scale = QuantileScale.Fit([1, 2, 3, 4, 100]);
        Assert.Equal(0, Number(scale, 3), 6);
        Assert.Equal(1.2816f, Number(scale, 100), 4);
        Assert.Equal(-1.2816f, Number(scale, 1), 4);
        Assert.Equal((Number(scale, 4) + Number(scale, 100)) / 2, Number(scale, 52), 5);
    }

    [Fact]
    public void Beyond_the_training_rows_is_as_their_end()
    {
        var scale = QuantileScale.Fit([1, 2, 3]);
        Assert.Equal(Number(scale, 3), Number(scale, float.PositiveInfinity));
        Assert.Equal(Number(scale, 1), Number(scale, float.NegativeInfinity));
    }

    [Fact]
    public void Equal_values_share_the_middle_of_their_ranks()
    {
        var scale = QuantileScale.Fit([0, 0, 0, 1]);
        Assert.Equal(-0.3186f, Number(scale, 0), 4);
        Assert.Equal(1.1503f, Number(scale, 1), 4);
    }

    [Fact]
    public void A_missing_value_is_0_and_says_so_only_where_training_rows_had_one()
    {
        var numbers = new float[2];
        QuantileScale.Fit([1, 2, float.NaN]).Apply(float.NaN, numbers);
        Assert.Equal([0, 1], numbers);
        Assert.Equal(1, QuantileScale.Fit([1, 2]).Width);
        Assert.Equal(0, Number(QuantileScale.Fit([1, 2]), float.NaN));
        Assert.Equal(0, Number(QuantileScale.Fit([float.NaN]), 7));
    }

    [Fact]
    public void Midnight_is_beside_the_last_minute()
    {
        var (late, early) = (new float[2], new float[2]);
        new CycleScale(24).Apply(23.99f, late);
        new CycleScale(24).Apply(0.01f, early);
        Assert.All(late.Zip(early), pair => Assert.Equal(pair.First, pair.Second, 0.01f));
        new CycleScale(24).Apply(float.NaN, late);
        Assert.Equal([0, 0], late);
    }

    [Fact]
    public void Unseen_missing_and_very_rare_categories_have_the_code_0()
    {
        List<Example> rows = [.. Enumerable.Repeat("often", 5).Append("once").Select(store => new Example(Of(store), 1))];
        var vocabulary = EmbeddingVocabulary.Fit(0, rows);
        Assert.Equal([1, 0, 0, 0], new[] { "often", "once", "never", null }.Select(store => vocabulary.Code(Of(store))));
        Assert.Equal(2, vocabulary.Embedding().Codes);
    }

    [Fact]
    public void Training_rows_are_finite_and_of_the_order_of_1()
    {
        Assert.All(Fit.Training.Numbers, number => Assert.InRange(number, -4, 4));
        Assert.Equal(Rows.Count * Fit.Featurizer.Numbers, Fit.Training.Numbers.Length);
        Assert.Contains(Fit.Training.Codes, code => code > 0);
    }

    [Fact]
    public void A_saved_featurizer_encodes_as_before()
    {
        var loaded = JsonSerializer.Deserialize<NetworkFeaturizer>(JsonSerializer.Serialize(Fit.Featurizer, Json.Options), Json.Options)!;
        Assert.All(Rows, row => Assert.Equal(Encode(Fit.Featurizer, row.Input), Encode(loaded, row.Input)));
    }

    private static float[] Encode(NetworkFeaturizer featurizer, Row row)
    {
        var (numbers, codes) = (new float[featurizer.Numbers], new int[featurizer.Vocabularies.Count]);
        featurizer.Encode(row, numbers, codes);
        return [.. numbers, .. codes.Select(code => (float)code)];
    }

    private static Row Of(string? store) => new([double.NaN], [store]);

    private static float Number(QuantileScale scale, float feature)
    {
        var numbers = new float[scale.Width];
        scale.Apply(feature, numbers);
        return numbers[0];
    }
}

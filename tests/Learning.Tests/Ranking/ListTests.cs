using MlFunctions.Learning.Ranking.Lists;
using MlFunctions.Learning.Ranking.Requests;

namespace MlFunctions.Learning.Tests.Ranking;

public sealed class ListTests
{
    // Texts a, a, b with weights 1, 1, 2. The first: the others add up to (1, 2), whose cosine with (1, 0) is 1 / √5. The last: the others are (2, 0).
    [Fact]
    public void A_text_is_compared_with_the_others_and_not_with_itself()
    {
        TermVector[] texts = [new([0], [1]), new([0], [1]), new([1], [1])];
        var cosines = Centroid.Cosines(texts, 2, [1, 1, 2]);
        Assert.Equal(1 / Math.Sqrt(5), cosines[0], 6);
        Assert.Equal(cosines[0], cosines[1]);
        Assert.Equal(0, cosines[2], 6);
    }

    [Fact]
    public void A_text_alone_and_an_empty_text_are_like_nothing()
    {
        Assert.Equal([0], Centroid.Cosines([new TermVector([0], [1])], 1, [1]));
        Assert.Equal(0, Centroid.Cosines([new TermVector([], []), new TermVector([0], [1])], 1, [1, 1])[0]);
    }

    // Mean 3, deviation √((4 + 0 + 4) / 3).
    [Fact]
    public void A_standing_is_a_distance_from_the_mean_in_deviations()
    {
        float[] values = [1, 3, 5, float.NaN];
        Standing.Score(values);
        Assert.Equal(-2 / Math.Sqrt(8.0 / 3), values[0], 6);
        Assert.Equal([0, -values[0], float.NaN], values[1..]);
    }

    [Theory]
    [InlineData(new[] { 0.1f, 0.1f, 0.1000001f })]
    [InlineData(new[] { 7f })]
    [InlineData(new float[0])]
    public void Equal_values_stand_alike(float[] values)
    {
        Standing.Score(values);
        Assert.All(values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Values_beyond_all_numbers_stand_somewhere()
    {
        float[] values = [float.PositiveInfinity, float.NegativeInfinity, 1];
        Standing.Score(values);
        Assert.All(values, value => Assert.True(float.IsFinite(value)));
        Assert.True(values[0] > values[2] && values[2] > values[1]);
    }
}

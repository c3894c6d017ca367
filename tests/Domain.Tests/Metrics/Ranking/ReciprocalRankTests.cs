using MlFunctions.Domain.Metrics.Ranking;

namespace MlFunctions.Domain.Tests.Metrics;

public sealed class ReciprocalRankTests
{
    // Relevant is a grade above 2, half of the highest.
    [Theory]
    [InlineData(new double[] { 4, 1, 2 }, 1)]
    [InlineData(new double[] { 2, 3, 4 }, 0.5)]
    [InlineData(new double[] { 1, 2, 4 }, 1.0 / 3)]
    public void It_is_what_a_hand_works_out(double[] inOrder, double expected) =>
        Assert.Equal(expected, ReciprocalRank.Of([3, 2, 1], inOrder)!.Value, 12);

    // The one relevant of three equal products comes after another: it is at place 2, 3 or 4, each in a third of the orders.
    [Fact]
    public void Of_products_of_one_score_it_is_the_expected_value() =>
        Assert.Equal(((1.0 / 2) + (1.0 / 3) + (1.0 / 4)) / 3, ReciprocalRank.Of([9, 1, 1, 1], [0, 0, 1, 0])!.Value, 12);

    // Two of three: at place 1 in two thirds of the orders, else at place 2.
    [Fact]
    public void Of_several_relevant_products_of_one_score_the_first_counts() =>
        Assert.Equal((2.0 / 3) + (1.0 / 3 / 2), ReciprocalRank.Of([1, 1, 1], [1, 0, 1])!.Value, 12);

    [Fact]
    public void A_list_without_a_relevant_product_has_none()
    {
        Assert.Null(ReciprocalRank.Of([1, 2], [0, 0]));
        Assert.Null(ReciprocalRank.Of([], []));
    }
}

using CsCheck;
using MlFunctions.Domain.Metrics.Ranking;

namespace MlFunctions.Domain.Tests.Metrics;

public sealed class NormalisedGainTests
{
    // Gains 7, 3, 1, 0; discounts 1, 1/log₂3 = 0.630930, 1/2. The best order of three has 7 + 3 × 0.630930 + 1 × 0.5 = 9.392789.
    [Theory]
    [InlineData(1, 3.0 / 7)]
    [InlineData(3, (3 + (1 * 0.6309297535714574) + (7 * 0.5)) / 9.392789260714372)]
    [InlineData(10, (3 + (1 * 0.6309297535714574) + (7 * 0.5)) / 9.392789260714372)]
    public void It_is_what_a_hand_works_out(int k, double expected) =>
        Assert.Equal(expected, NormalisedGain.Of([0.9, 0.1, 0.5, 0.05], [2, 3, 1, 0], k)!.Value, 12);

    // Two products of gains 7 and 0 share places 1 and 2: (7 + 0) / 2 × (1 + 0.630930), and the best is 7.
    [Fact]
    public void Products_of_one_score_have_the_mean_of_their_gains() =>
        Assert.Equal(1.6309297535714574 / 2, NormalisedGain.Of([1, 1, 0], [3, 0, 0], 3)!.Value, 12);

    // One of three equal products is seen: (7 + 1 + 1) / 3 / 7.
    [Fact]
    public void A_tie_that_is_cut_off_counts_what_is_expected_of_its_first_places() =>
        Assert.Equal(3.0 / 7, NormalisedGain.Of([2, 2, 2], [3, 1, 1], 1)!.Value, 12);

    [Fact]
    public void A_list_without_a_relevant_product_has_none()
    {
        Assert.Null(NormalisedGain.Of([1, 2], [0, 0], 10));
        Assert.Null(NormalisedGain.Of([], [], 10));
    }

    [Fact]
    public void The_expected_value_of_a_tie_is_the_mean_over_all_orders() => Gen.Int[0, 4].Array[4].Where(grades => grades.Any(grade => grade > 0)).Sample(grades =>
    {
        double[] truth = [.. grades.Select(grade => (double)grade)];
        var orders = Orders([0, 1, 2, 3]).ToList();
        var mean = orders.Average(order => NormalisedGain.Of([.. order.Select(place => (double)place)], truth, 2)!.Value);
        Assert.Equal(mean, NormalisedGain.Of([5, 5, 5, 5], truth, 2)!.Value, 12);
    });

    [Fact]
    public void The_order_of_the_grades_is_ideal() => Gen.Double[0.1, 4].Array[1, 20].Sample(grades =>
        Assert.Equal(1, NormalisedGain.Of(grades, grades, 10)!.Value, 12));

    [Fact]
    public void What_is_no_list_is_refused_in_words()
    {
        Assert.Contains("2 scores for 1 grades", Assert.Throws<ArgumentException>(() => NormalisedGain.Of([1, 2], [1], 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => NormalisedGain.Of([double.NaN], [1], 3));
        Assert.Throws<ArgumentException>(() => NormalisedGain.Of([1], [-1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalisedGain.Of([1], [1], 0));
    }

    private static IEnumerable<int[]> Orders(int[] rest) => rest.Length == 0
        ? [[]]
        : rest.SelectMany(first => Orders([.. rest.Where(place => place != first)]), (first, others) => (int[])[first, .. others]);
}

using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Tests.Statistics;

public sealed class QuantileTests
{
    // Worked by hand; numpy.quantile([1, 2, 4, 8], …), whose default is the same definition, agrees.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 3)]
    [InlineData(0.9, 6.8)]
    [InlineData(1, 8)]
    public void It_interpolates_between_order_statistics(double level, double expected) =>
        Assert.Equal(expected, Quantile.Of([8, 1, 4, 2], level), 12);

    [Fact]
    public void One_value_is_each_of_its_quantiles() => Assert.Equal(3, Quantile.Of([3], 0.9));

    [Fact]
    public void No_values_are_refused_in_words() =>
        Assert.Contains("no values", Assert.Throws<ArgumentException>(() => Quantile.Of([], 0.5)).Message, StringComparison.Ordinal);
}

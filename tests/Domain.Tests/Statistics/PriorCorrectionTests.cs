using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Tests.Statistics;

public sealed class PriorCorrectionTests
{
    // By hand: of 100 positive and 900 negative rows one negative in nine is kept; where a sampled half is positive, in truth 1 of 10 is.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.1)]
    [InlineData(0.9, 0.5)]
    [InlineData(1, 1)]
    public void A_probability_among_sampled_rows_becomes_that_among_all(double sampled, double expected) =>
        Assert.Equal(expected, PriorCorrection.Between(0.5, 0.1).Of(sampled), 12);

    // Dal Pozzolo 2015, equation 4, with β = 1/9.
    [Fact]
    public void It_is_the_published_formula()
    {
        const double Beta = 1 / 9.0, Sampled = 0.37;
        Assert.Equal(Beta * Sampled / ((Beta * Sampled) - Sampled + 1), new PriorCorrection(Beta).Of(Sampled), 12);
    }

    [Fact]
    public void The_way_back_is_the_way_there() =>
        Assert.Equal(0.37, PriorCorrection.Between(0.01, 0.2).Of(PriorCorrection.Between(0.2, 0.01).Of(0.37)), 12);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 1)]
    [InlineData(double.NaN, 0.5)]
    public void A_class_that_never_occurs_is_refused(double sampled, double real) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PriorCorrection.Between(sampled, real));
}

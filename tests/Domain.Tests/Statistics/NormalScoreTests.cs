using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Tests.Statistics;

public sealed class NormalScoreTests
{
    [Fact]
    public void Without_skewness_nothing_changes() => Assert.Equal(1.7, NormalScore.Of(1.7, 0));

    /// <summary>Of a mean of thirty exponential terms, far into both tails.</summary>
    [Theory]
    [InlineData(1e-6)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    [InlineData(0.999999)]
    public void Quantiles_of_a_gamma_variable_become_normal_ones(double level)
    {
        const double Shape = 30;
        var standardised = (Gamma.InvCDF(Shape, 1, level) - Shape) / Math.Sqrt(Shape);

        Assert.Equal(Normal.InvCDF(0, 1, level), NormalScore.Of(standardised, 2 / Math.Sqrt(Shape)), 0.05);
        Assert.Equal(-Normal.InvCDF(0, 1, level), NormalScore.Of(-standardised, -2 / Math.Sqrt(Shape)), 0.05);
    }

    [Fact]
    public void It_increases_even_where_no_such_variable_is()
    {
        double[] scores = [.. Enumerable.Range(-200, 400).Select(i => NormalScore.Of(i / 10.0, 0.4))];
        Assert.Equal(scores.Order(), scores);
    }
}

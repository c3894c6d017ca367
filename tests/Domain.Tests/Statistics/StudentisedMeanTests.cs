using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Tests.Statistics;

public sealed class StudentisedMeanTests
{
    private const int Terms = 100;

    [Fact]
    public void Without_skewness_it_is_the_t_test() => Assert.Equal(StudentT.CDF(0, 1, 99, -2), StudentisedMean.UpperTail(1, 0.5, 0, 100), 12);

    // By hand: T = 2, g = 2/10; 2 + 0.2 (4/3 + 1/6) + 0.04 · 8 / 27 = 2.311852.
    [Fact]
    public void The_transformation_is_the_one_worked_by_hand() => Assert.Equal(StudentT.CDF(0, 1, 99, -2.311851851851852), StudentisedMean.UpperTail(2, 1, 2, 100), 12);

    /// <summary>A mean is as unlikely above its lower bound as was asked for, by the root as well as by the expansion of Student's quantile.</summary>
    [Theory]
    [InlineData(2, 100, 0.025)]
    [InlineData(0, 500, 1.2e-6)]
    [InlineData(2, 500, 1.2e-6)]
    [InlineData(-3, 20_000, 1.2e-6)]
    [InlineData(4, 400, 0.2)]
    public void The_lower_bound_is_where_the_upper_tail_is_the_level(double skewness, long count, double alpha) =>
        Assert.Equal(1, StudentisedMean.UpperTail(3 - StudentisedMean.LowerBound(3, 0.1, skewness, count, alpha), 0.1, skewness, count) / alpha, 2);

    [Fact]
    public void Terms_that_do_not_vary_are_certain()
    {
        Assert.Equal(0, StudentisedMean.UpperTail(0.1, 0, 0, 100));
        Assert.Equal(1, StudentisedMean.UpperTail(0, 0, 0, 100));
    }

    /// <summary>Of a hundred absolute errors on the line, an upper tail of 2 % is met about as often; plain t meets it half as often upwards, and nearly twice as often downwards.</summary>
    [Fact]
    public void Skewed_windows_keep_their_level_in_both_directions()
    {
        const double Level = 0.02;
        const int Windows = 40_000;
        var (random, up, down, plainUp, plainDown) = (new Random(11), 0, 0, 0, 0);
        for (var window = 0; window < Windows; window++)
        {
            var moments = new Moments();
            for (var term = 0; term < Terms; term++)
                moments.Add(-Math.Log(1 - random.NextDouble()));
            var (distance, error, skewness) = (moments.Mean() - 1, moments.StandardDeviation() / Math.Sqrt(Terms), moments.Skewness());
            up += StudentisedMean.UpperTail(distance, error, skewness, Terms) <= Level ? 1 : 0;
            down += StudentisedMean.UpperTail(-distance, error, -skewness, Terms) <= Level ? 1 : 0;
            plainUp += StudentisedMean.UpperTail(distance, error, 0, Terms) <= Level ? 1 : 0;
            plainDown += StudentisedMean.UpperTail(-distance, error, 0, Terms) <= Level ? 1 : 0;
        }

        Assert.InRange(up / (Level * Windows), 0.8, 1.05);
        Assert.InRange(down / (Level * Windows), 0.95, 1.25);
        Assert.InRange(plainUp / (Level * Windows), 0.3, 0.6);
        Assert.InRange(plainDown / (Level * Windows), 1.6, 2.3);
    }
}

using MlFunctions.Domain.Monitoring.Drift;

namespace MlFunctions.Domain.Tests.Monitoring.Drift;

public sealed class FisherExactTests
{
    // scipy.stats.fisher_exact, alternative "greater".
    [Theory]
    [InlineData(8, 20, 1, 15, 0.029140122021100886)]
    [InlineData(30, 1000, 10, 1000, 0.0010041667809150047)]
    [InlineData(3, 200, 0, 200, 0.12406015037593984)]
    [InlineData(5000, 100000, 4700, 100000, 0.0009275293624928596)]
    [InlineData(12, 300, 2, 300, 0.005978264892572025)]
    public void It_is_what_scipy_works_out(long k, long n, long j, long m, double expected) => Assert.Equal(1, FisherExact.Greater(k, n, j, m) / expected, 6);

    [Fact]
    public void No_more_than_expected_is_no_evidence() => Assert.Equal(1, FisherExact.Greater(10, 1000, 10, 1000));

    // Of 1 new value, how probable is one beyond the greatest of 9 old ones, or beyond the least: 2 of 10 places.
    [Fact]
    public void It_tells_how_probable_a_value_beyond_the_range_is() => Assert.Equal(0.2, FisherExact.Greater(1, 1, 1, 9), 12);
}

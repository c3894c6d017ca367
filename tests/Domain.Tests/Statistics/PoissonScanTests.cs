using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Tests.Statistics;

public sealed class PoissonScanTests
{
    // By hand: 2 (1 − 2/6) e⁻² 2⁵ / 5!.
    [Fact]
    public void It_is_the_formula() => Assert.Equal(2 * (1 - (2.0 / 6)) * Math.Exp(-2) * 32 / 120, PoissonScan.Bursts(6, 2), 12);

    [Fact]
    public void Up_to_the_mean_and_its_deviation_it_is_no_tail_and_beyond_it_falls()
    {
        Assert.Equal(double.PositiveInfinity, PoissonScan.Bursts(43_300, 43_200));
        Assert.True(Enumerable.Range(43_420, 500).All(count => PoissonScan.Bursts(count + 1, 43_200) < PoissonScan.Bursts(count, 43_200)));
        Assert.Equal(0, PoissonScan.Bursts(1, 0));
    }

    [Theory]
    [InlineData(0.5, 4)]
    [InlineData(5, 15)]
    public void A_sliding_window_reaches_a_count_as_often(double mean, int count)
    {
        const int Steps = 1000, Windows = 100_000;
        var random = new Random(7);
        var (recent, sum, bursts, quietSince) = (new int[Steps], 0, 0, -Steps);
        for (var step = 0; step < Steps * Windows; step++)
        {
            var events = mean / Steps > random.NextDouble() ? 1 : 0;
            sum += events - recent[step % Steps];
            recent[step % Steps] = events;
            if (sum < count)
                continue;
            if (step - quietSince > Steps)
                bursts++;
            quietSince = step;
        }

        Assert.InRange(bursts / (PoissonScan.Bursts(count, mean) * Windows), 0.8, 1.1);
    }
}

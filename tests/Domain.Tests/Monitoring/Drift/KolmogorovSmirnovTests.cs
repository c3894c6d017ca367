using MlFunctions.Domain.Monitoring.Drift;

namespace MlFunctions.Domain.Tests.Monitoring.Drift;

public sealed class KolmogorovSmirnovTests
{
    // Shares up to each cell: .12 .42 .67 .87 1 and 20/90 48/90 70/90 85/90 1; the greatest difference is 48/90 − .42 = 17/150, as scipy.stats.ks_2samp has it.
    [Fact]
    public void It_is_what_scipy_works_out() => Assert.Equal(0.11333333333333334, KolmogorovSmirnov.Of([12, 30, 25, 20, 13], [20, 28, 22, 15, 5]), 12);

    // scipy.stats.kstwobign.sf at λ = 0.5, 1 and 1.36, for samples so large that the correction for small ones vanishes.
    [Theory]
    [InlineData(0.5, 0.9639452436648751)]
    [InlineData(1.0, 0.26999967167735456)]
    [InlineData(1.36, 0.049485876755377876)]
    public void Its_p_value_is_that_of_the_limit_distribution(double lambda, double expected)
    {
        const double Many = 2e14;
        Assert.Equal(expected, KolmogorovSmirnov.PValue(lambda / Math.Sqrt(Many / 2), Many, Many), 6);
    }

    [Fact]
    public void Its_threshold_is_the_difference_that_has_that_p_value()
    {
        var samples = new Samples([300, 400, 300], [310, 380, 310]);
        var distance = KolmogorovSmirnov.Detector.Measure(samples)!;
        Assert.Equal(0.001, KolmogorovSmirnov.PValue(distance.At!(0.001), samples.N, samples.M), 6);
    }

    [Fact]
    public void Equal_samples_have_none() => Assert.Equal(0, KolmogorovSmirnov.Of([5, 7], [5, 7]));
}

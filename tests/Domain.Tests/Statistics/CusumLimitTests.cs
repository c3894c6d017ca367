using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Tests.Statistics;

public sealed class CusumLimitTests
{
    // Montgomery, Introduction to Statistical Quality Control, section 9.1: k = 0.5, h = 5 has a one-sided run length of 938.2 by Siegmund's formula.
    [Fact]
    public void The_published_run_length_is_met() => Assert.Equal(938.2, CusumLimit.RunLength(0.5, 5), 0.05);

    [Theory]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(0.05)]
    [InlineData(0.25)]
    [InlineData(3)]
    public void The_limit_has_the_run_length_that_was_asked_for(double reference) =>
        Assert.Equal(1, CusumLimit.RunLength(reference, CusumLimit.Evidence(reference, 5e7)) / 5e7, 1e-4);

    [Fact]
    public void A_run_shorter_than_any_has_no_limit() => Assert.Equal(0, CusumLimit.Evidence(0.1, 1));

    /// <summary>Of references up to 0.86 the runs are as long as promised; of larger ones at least so long.</summary>
    [Theory]
    [InlineData(0.1, 0.85, 1.15)]
    [InlineData(0.5, 0.85, 1.15)]
    [InlineData(2, 1, 2.5)]
    public void Simulated_runs_are_as_long(double reference, double least, double most)
    {
        const double RunLength = 2000;
        const int Steps = 2_000_000;
        var (random, limit, evidence, alarms) = (new Random(17), CusumLimit.Evidence(reference, RunLength), 0.0, 0);
        for (var step = 0; step < Steps; step++)
        {
            evidence = Math.Max(0, evidence + (2 * reference * (Normal.Sample(random, 0, 1) - reference)));
            if (evidence >= limit)
                (evidence, alarms) = (0, alarms + 1);
        }

        Assert.InRange(Steps / (double)alarms / RunLength, least, most);
    }
}

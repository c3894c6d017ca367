using CsCheck;
using MlFunctions.Domain.Monitoring.Drift;

namespace MlFunctions.Domain.Tests.Monitoring.Drift;

public sealed class PopulationStabilityTests
{
    private static readonly Gen<(double[] One, double[] Other)> Counts =
        Gen.Int[1, 30].SelectMany(groups => Gen.Select(Gen.Int[0, 500].Array[groups], Gen.Int[0, 500].Array[groups], (one, other) => (Doubles(one), Doubles(other))));

    // With half a row more in each group: 30.5, 10.5, 20.5 of 61.5 beside 20.5, 20.5, 40.5 of 81.5; Σ (p − q) ln(p / q) by numpy.
    [Fact]
    public void It_is_what_numpy_works_out() => Assert.Equal(0.2625525490090588, PopulationStability.Of([30, 10, 20], [20, 20, 40]), 12);

    [Fact]
    public void It_is_symmetric_and_never_negative() => Counts.Sample(pair =>
    {
        var index = PopulationStability.Of(pair.One, pair.Other);
        Assert.True(index >= 0 && double.IsFinite(index));
        Assert.Equal(index, PopulationStability.Of(pair.Other, pair.One), 9);
    });

    [Fact]
    public void Equal_counts_have_none() => Counts.Sample(pair => Assert.Equal(0, PopulationStability.Of(pair.One, pair.One)));

    [Fact]
    public void An_empty_group_has_a_finite_index() => Assert.InRange(PopulationStability.Of([1000, 0], [500, 500]), 1, 10);

    // χ² with 9 degrees of freedom is 16.919 at 5 %.
    [Fact]
    public void Its_p_value_is_that_of_a_chi_square() => Assert.Equal(0.05, PopulationStability.PValue(16.918977604620448 * ((1 / 500.0) + (1 / 2000.0)), 10, 500, 2000), 9);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 3)]
    public void Counts_that_do_not_fit_are_refused(int one, int other) => Assert.Throws<ArgumentException>(() => PopulationStability.Of(new double[one], new double[other]));

    private static double[] Doubles(int[] counts) => [.. counts.Select(count => (double)count)];
}

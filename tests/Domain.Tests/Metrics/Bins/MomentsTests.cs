using MlFunctions.Domain.Metrics.Bins;

namespace MlFunctions.Domain.Tests.Metrics.Bins;

public sealed class MomentsTests
{
    /// <summary>What callers tell may be as large as a number can be, and must leave figures that JSON can hold.</summary>
    [Theory]
    [InlineData(1e96)]
    [InlineData(1e140)]
    [InlineData(1e290)]
    [InlineData(double.MaxValue)]
    public void Terms_whose_powers_overflow_leave_finite_figures(double largest)
    {
        var moments = new Moments();
        foreach (var term in new[] { 1, 2, 3, largest })
            moments.Add(term);

        Assert.All([moments.Mean(), moments.StandardDeviation(), moments.Skewness()], figure => Assert.True(double.IsFinite(figure), $"{figure}"));
    }
}

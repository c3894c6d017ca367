using CsCheck;
using MlFunctions.Domain.Monitoring.Drift;

namespace MlFunctions.Domain.Tests.Monitoring.Drift;

public sealed class WassersteinTests
{
    // ∫ |F − G| of the two polygons, by numpy on ten million points: 17/24.
    [Fact]
    public void It_is_the_area_between_the_distribution_functions() =>
        Assert.Equal(0.7083333333333335, Wasserstein.Of([12, 30, 25, 20, 13], [20, 28, 22, 15, 5], [0, 1, 3, 4, 6, 10]), 6);

    [Fact]
    public void What_moves_by_whole_cells_moves_by_their_width() => Gen.Int[1, 500].Array[3, 20].Sample(counts =>
    {
        double[] one = [.. counts, 0, 0];
        double[] other = [0, 0, .. counts];
        Assert.Equal(1, Wasserstein.Of(one, other, [.. Enumerable.Range(0, one.Length + 1).Select(edge => edge * 0.5)]), 9);
    });

    [Fact]
    public void Where_the_difference_changes_its_sign_within_a_cell_both_parts_count() =>
        Assert.Equal(0.25, Wasserstein.Of([0.5, 0, 0.5], [0, 1, 0], [0, 0, 1, 1]), 12);
}

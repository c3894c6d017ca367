using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Tests.Statistics;

public sealed class BenjaminiHochbergTests
{
    // Benjamini and Hochberg (1995), section 4.1: of these fifteen, at 5 %, the four smallest are rejected, where Bonferroni has three.
    private static readonly double[] Published = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];

    [Fact]
    public void The_published_example_has_four_discoveries() => Assert.Equal(0.0095, BenjaminiHochberg.Limit([.. Published.Reverse()], 0.05));

    [Fact]
    public void Nothing_is_found_among_large_p_values_or_none()
    {
        Assert.Equal(-1, BenjaminiHochberg.Limit([0.2, 0.06, 0.9], 0.05));
        Assert.Equal(-1, BenjaminiHochberg.Limit([], 0.05));
    }

    [Fact]
    public void Where_nothing_changed_something_is_found_as_often_as_the_level_says()
    {
        var random = new Random(3);
        var found = Enumerable.Range(0, 20_000).Count(_ => BenjaminiHochberg.Limit([.. Enumerable.Range(0, 12).Select(_ => random.NextDouble())], 0.05) >= 0);
        Assert.InRange(found / 20_000.0, 0.046, 0.054);
    }
}

using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Tests.Anomalies;

public sealed class RobustScalingTests
{
    // Median 3 and quartiles 2 and 4; mostly 0, whose standard deviation is 2; constant; all missing.
    private static readonly FeatureMatrix Features = new(4, [1, 0, 7, float.NaN, 2, 0, 7, float.NaN, 3, 0, 7, float.NaN, 4, 0, 7, float.NaN, 1000, 5, 7, float.NaN]);

    [Fact]
    public void Medians_and_quartiles_are_worked_out_by_hand()
    {
        var scaling = RobustScaling.Of(Features, [0, 1, 2, 3, 4]);
        Assert.Equal([3, 0, 7, 0], scaling.Centers);
        Assert.Equal([2, 2, 1, 1], scaling.Scales);
        Assert.True(scaling.Fits(4) && !scaling.Fits(3));
    }

    [Fact]
    public void Far_ends_are_compressed_and_missing_values_are_the_median()
    {
        var into = new float[4];
        RobustScaling.Of(Features, [0, 1, 2, 3, 4]).Apply([1003, -2, float.NaN, float.PositiveInfinity], into);
        Assert.Equal((float)Math.Asinh(500), into[0]);
        Assert.Equal((float)Math.Asinh(-1), into[1]);
        Assert.Equal(0, into[2]);
        Assert.InRange(into[3], 80, 100);
    }

    [Fact]
    public void Only_the_chosen_rows_count() => Assert.Equal(2, RobustScaling.Of(Features, [0, 1, 2]).Centers[0]);
}

using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Expected;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tests.Monitoring.Spans;

namespace MlFunctions.Domain.Tests.Monitoring.Expected;

public sealed class DirectLossEstimationTests
{
    private static readonly (int UpperBin, double MeanAbsoluteError)[] Table = [(LogBins.Of(10), 2), (LogBins.Of(20), 5), (LogBins.Of(40), 9)];

    [Fact]
    public void It_is_the_mean_of_the_table_over_the_widths()
    {
        var sums = new Aggregate();
        foreach (var width in new double[] { 1, 10, 15, 30, 500 })
            sums.Widths.Add(LogBins.Of(width), 20);
        var expected = DirectLossEstimation.Of(sums, Table)!;
        Assert.Equal(("mae", 100, true), (expected.Name, expected.Count, expected.IsEstimated));
        Assert.Equal((2 + 2 + 5 + 9 + 9) / 5.0, expected.Value!.Value, 1e-12);
        Assert.Equal(Math.Sqrt(20 * (4 + 4 + 25 + 81 + 81)) / 100, expected.StandardError!.Value, 1e-12);
    }

    /// <summary>Two hundred spans of normal and of Laplace errors whose spread is told by the width: about 95 % of the Laplace ones lie within the interval, of the normal ones more.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ranges_that_tell_how_wrong_an_answer_is_foretell_the_error(bool isNormal)
    {
        var random = new Random(5);
        var inside = 0;
        for (var sample = 0; sample < 200; sample++)
        {
            var (sums, errors) = (new Aggregate(), new Moments());
            for (var row = 0; row < 300; row++)
            {
                var (bin, error) = Table[random.Next(Table.Length)];
                sums.Widths.Add(bin);
                errors.Add(error * (isNormal ? Math.Sqrt(Math.PI / 2) * Math.Abs(Streams.Normal(random)) : -Math.Log(1 - random.NextDouble())));
            }

            var expected = DirectLossEstimation.Of(sums, Table)!;
            inside += expected.Lower <= errors.Mean() && errors.Mean() <= expected.Upper ? 1 : 0;
        }

        Assert.InRange(inside, isNormal ? 190 : 180, 200);
    }

    [Fact]
    public void Errors_that_grow_while_ranges_do_not_are_not_seen()
    {
        var (sums, errors) = (new Aggregate(), new Moments());
        for (var row = 0; row < 300; row++)
        {
            sums.Widths.Add(LogBins.Of(15));
            errors.Add(8);
        }

        var expected = DirectLossEstimation.Of(sums, Table)!;
        Assert.True(expected.Upper < errors.Mean());
    }

    [Fact]
    public void Nothing_is_expected_without_predictions_or_a_table()
    {
        Assert.Null(DirectLossEstimation.Of(new Aggregate(), Table));
        var sums = new Aggregate();
        sums.Widths.Add(1);
        Assert.Null(DirectLossEstimation.Of(sums, []));
    }
}

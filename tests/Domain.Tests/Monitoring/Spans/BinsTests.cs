using CsCheck;
using MlFunctions.Domain.Metrics.Bins;

namespace MlFunctions.Domain.Tests.Monitoring.Spans;

public sealed class BinsTests
{
    [Fact]
    public void Every_number_has_a_bin_and_larger_ones_no_smaller_bin() => Gen.Select(Gen.Double, Gen.Double).Where((one, other) => one <= other).Sample((one, other) =>
        Assert.InRange(LogBins.Of(one), -17_500, LogBins.Of(other)));

    [Theory]
    [InlineData(1e140, 17_326)]
    [InlineData(1e142, 17_500)]
    [InlineData(1.7e299, 17_500)]
    [InlineData(1.9e299, 17_500)]
    [InlineData(double.MaxValue, 17_500)]
    [InlineData(double.PositiveInfinity, 17_500)]
    [InlineData(double.Epsilon, 0)]
    [InlineData(1e-9, 0)]
    [InlineData(double.NaN, 0)]
    public void The_largest_numbers_share_a_bin(double number, int bin)
    {
        Assert.Equal((bin, -bin), (LogBins.Of(number), LogBins.Of(-number)));
        Assert.True(double.IsFinite(LogBins.Value(bin)) && double.IsFinite(LogBins.Upper(bin)));
    }

    [Fact]
    public void A_bins_value_is_within_its_error() => Gen.Double.Where(number => Math.Abs(number) is > 1e-9 and < 1e141).Sample(number =>
        Assert.InRange(LogBins.Value(LogBins.Of(number)) / number, 1 - LogBins.Error - 1e-9, 1 + LogBins.Error + 1e-9));

    [Fact]
    public void Every_probability_has_a_bin_whose_ends_hold_it() => Gen.Double[0, 1].Sample(probability =>
    {
        var bin = ScoreBins.Of(probability);
        Assert.InRange(bin, -800, 799);
        Assert.InRange(probability, bin == -800 ? 0 : ScoreBins.Upper(bin - 1) - 1e-12, ScoreBins.Upper(bin) + 1e-12);
        Assert.InRange(Math.Abs(ScoreBins.Value(bin) - probability), 0, 0.0025 + 1e-9);
    });

    [Fact]
    public void A_histogram_counts_as_a_dictionary_does() =>
        Gen.Select(Gen.OneOf(Gen.Int[-17_500, 17_500], Gen.Int[-20, 20]), Gen.Long[-3, 9]).Array[0, 60].Sample(counts =>
        {
            var (histogram, merged) = (new Histogram(), new Histogram());
            foreach (var (bin, count) in counts)
                histogram.Add(bin, count);
            merged.Merge(histogram);
            var known = counts.GroupBy(one => one.Item1).Select(bin => (bin.Key, Count: bin.Sum(one => one.Item2))).Where(bin => bin.Count != 0).OrderBy(bin => bin.Key);
            Assert.Equal(known, merged.Bins);
            Assert.Equal((counts.Sum(one => one.Item2), !known.Any()), (merged.Total, histogram.IsEmpty));
            Assert.All(counts, one => Assert.Equal(histogram[one.Item1], merged[one.Item1]));
        });
}

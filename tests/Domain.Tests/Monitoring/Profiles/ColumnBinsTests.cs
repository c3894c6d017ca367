using CsCheck;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Monitoring.Profiles;

namespace MlFunctions.Domain.Tests.Monitoring.Profiles;

public sealed class ColumnBinsTests
{
    private static readonly Gen<double[]> Values = Gen.OneOf(Gen.Double[-1000, 1000].Array[1, 400], Gen.Int[-5, 5].Select(value => (double)value).Array[1, 400]);

    [Fact]
    public void A_number_is_in_the_bin_whose_cut_is_the_first_that_is_not_below_it() => Values.Sample(values =>
    {
        var column = Profile(ColumnType.Number, values, (row, value) => row.Numbers[0] = value);
        foreach (var value in values)
            Assert.Equal(column.Cuts!.Count(cut => cut < value), Number(column, value));
        Assert.Equal(values.Length, column.Counts.Sum());
        Assert.Equal(column.Cuts!.Count + 1, column.Counts.Count);
        Assert.InRange(column.Counts.Count, 1, 40);
        Assert.DoesNotContain(0L, column.Counts);
    });

    [Fact]
    public void What_training_rows_never_had_is_told_apart() => Values.Sample(values =>
    {
        var column = Profile(ColumnType.Number, values, (row, value) => row.Numbers[0] = value);
        Assert.Equal(ColumnBins.Below, Number(column, values.Min() - 1));
        Assert.Equal(column.Bins.Count, Number(column, values.Max() + 1));
        Assert.Equal(ColumnBins.Missing, Number(column, double.NaN));
    });

    [Fact]
    public void No_bin_of_a_number_without_ties_has_more_than_its_fortieth()
    {
        var column = Profile(ColumnType.Number, Enumerable.Range(0, 4000).Select(value => Math.Sqrt(value)), (row, value) => row.Numbers[0] = value);
        Assert.All(column.Counts, count => Assert.Equal(100, count));
    }

    [Fact]
    public void A_value_that_most_rows_have_is_in_a_bin_of_its_own()
    {
        var column = Profile(ColumnType.Number, Enumerable.Range(0, 1000).Select(row => row < 700 ? 0.0 : row), (row, value) => row.Numbers[0] = value);
        Assert.Equal(700, column.Counts[Number(column, 0)]);
    }

    [Fact]
    public void A_column_that_was_always_missing_or_constant_has_bins_too()
    {
        var never = Profile(ColumnType.Number, [double.NaN, double.NaN], (row, value) => row.Numbers[0] = value);
        Assert.Equal((2, ColumnBins.Missing, ColumnBins.Below), (never.Missing, Number(never, double.NaN), Number(never, 3)));
        var constant = Profile(ColumnType.Number, [5, 5, 5], (row, value) => row.Numbers[0] = value);
        Assert.Equal((0, 1, ColumnBins.Below), (Number(constant, 5), Number(constant, 5.1), Number(constant, 4.9)));
    }

    [Fact]
    public void Frequent_categories_have_a_bin_each_and_the_others_share_one()
    {
        var column = Profile(ColumnType.Category, Enumerable.Range(0, 10_000).Select(row => (double)(row % 10 < 5 ? row % 50 : row % 100)), (row, value) => row.Texts[0] = $"v{value}");
        Assert.Equal(51, column.Bins.Count);
        Assert.Equal("v0", column.Bins.Label(Text(column, "v0")));
        Assert.Equal("others", column.Bins.Label(Text(column, "v99")));
        Assert.Equal((51, "never in the training rows"), (Text(column, "new"), column.Bins.Label(51)));
        Assert.Equal(10_000, column.Counts.Sum());
    }

    [Fact]
    public void Where_categories_were_too_many_to_know_none_is_called_new()
    {
        var column = Profile(ColumnType.Category, Enumerable.Range(0, 30_000).Select(row => (double)row), (row, value) => row.Texts[0] = $"v{value}");
        Assert.Equal("others", column.Bins.Label(Text(column, "new")));
        Assert.Null(column.Singles);
    }

    [Theory]
    [InlineData("2026-03-04T05:59:59Z", 5)]
    [InlineData("1969-12-31T23:00:00Z", 23)]
    [InlineData("2026-03-04T00:00:00Z", 0)]
    public void A_time_is_in_its_hour_of_the_day(string time, int hour)
    {
        var column = Profile(ColumnType.Time, [0], (row, value) => row.Numbers[0] = value);
        Assert.True(Cell.TryTime(time, out var seconds));
        Assert.Equal(hour, Number(column, seconds));
    }

    private static ColumnReference Profile(ColumnType type, IEnumerable<double> values, Action<Row, double> set)
    {
        var profiler = new ModelProfiler(TestTasks.Delivery with { Columns = [new Column("x", type)] }, new Random(1));
        foreach (var value in values)
        {
            var row = Row.Empty(1);
            set(row, value);
            profiler.Add(row);
        }

        return profiler.Profile(new AnswersReference()).Columns[0];
    }

    private static int Number(ColumnReference column, double value) => column.Bins.Of(new Row([value], [null]), 0);

    private static int Text(ColumnReference column, string value) => column.Bins.Of(new Row([double.NaN], [value]), 0);
}

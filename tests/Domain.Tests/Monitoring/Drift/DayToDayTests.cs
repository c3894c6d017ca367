using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Monitoring.Drift;

/// <summary>Days that differ among themselves: a day like any of them is no drift, however many rows it has.</summary>
public sealed class DayToDayTests
{
    private const double SecondsADay = 86_400;
    private const int RowsADay = 2000;

    private static readonly TaskDefinition Task = TestTasks.Delivery with { Columns = [new("placed", ColumnType.Time), new("items", ColumnType.Number)] };

    // Twelve days, by turns at −0.5 and 0.5, around a mean that all of them together have.
    private static readonly ModelProfile Profile = Learned(12);

    [Theory]
    [InlineData(0.45, 1, DriftVerdict.Steady)]
    [InlineData(1.2, 1, DriftVerdict.Drifted)]
    // Ten days that are all on one side are more than one such day.
    [InlineData(0.45, 10, DriftVerdict.Drifted)]
    public void A_day_as_far_from_training_as_its_own_days_is_steady(double level, int days, DriftVerdict verdict)
    {
        var sums = new Aggregate { Predictions = RowsADay };
        foreach (var row in Rows(day: 100, level, seed: 5))
            sums.Column("items").Add(Profile.BinOf(row.Input, 1));
        var items = DriftReport.Compare(TaskKind.Binary, Profile, new(sums, TimeSpan.FromDays(days))).Columns.Single(column => column.Column == "items");
        Assert.All(items.Drift!.Tests.Where(test => test.PValue is not null), test => Assert.True(test.PValue < 1e-9));
        Assert.Equal(verdict, items.Verdict);
    }

    [Fact]
    public void Of_less_than_a_week_nothing_is_known()
    {
        Assert.Null(Learned(6).Columns[1].DayToDay);
        Assert.InRange(Profile.Columns[1].DayToDay!["ks"], 0.1, 0.3);
        Assert.Equal(["ks", "psi"], Profile.Columns[0].DayToDay!.Keys);
    }

    private static ModelProfile Learned(int days) =>
        ModelProfiler.Of(Task, [.. Enumerable.Range(0, days).SelectMany(day => Rows(day, day % 2 - 0.5, seed: day))], new AnswersReference(), seed: 1);

    private static IEnumerable<Example> Rows(int day, double level, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, RowsADay).Select(_ => new Example(new Row([(day + random.NextDouble()) * SecondsADay, Normal.Sample(random, level, 1)], [null, null]), 1));
    }
}

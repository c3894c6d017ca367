using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Drift;
using MlFunctions.Domain.Profiles;
using MlFunctions.Domain.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Drift;

/// <summary>Where nothing has changed, a report finds a drifted column, or a broken contract, no more often than it states.</summary>
public sealed class ErrorRateTests(ITestOutputHelper output)
{
    private const double Level = 0.05;

    public static TheoryData<int, int, int> Sizes => new(
        from columns in new[] { 1, 30 }
        from live in new[] { 200, 1000, 10_000 }
        from training in new[] { 200, 1000, 10_000 }
        select (columns, live, training));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_quiet_report_is_false_as_often_as_stated_at_most(int columns, int live, int training)
    {
        // Of so many values that all sizes together take seconds.
        var reports = Math.Clamp(3_000_000 / (columns * (live + training)), 60, 1000);
        var task = TestTasks.Delivery with { Columns = [.. Enumerable.Range(0, columns).Select(Column)] };
        var random = new Random(columns + live + training);
        var (drifted, broken) = (0, 0);
        for (var report = 0; report < reports; report++)
        {
            var profiler = new ModelProfiler(task, random);
            for (var row = 0; row < training; row++)
                profiler.Add(Draw(task.Columns, random));
            var profile = profiler.Profile(new AnswersReference());
            var sums = new Aggregate { Predictions = live };
            for (var row = 0; row < live; row++)
                Fold(sums, profile, Draw(task.Columns, random));
            var found = DriftReport.Compare(TaskKind.Binary, profile, new(sums, TimeSpan.FromDays(1)), level: Level).Columns;
            drifted += found.Any(column => column.Verdict == DriftVerdict.Drifted) ? 1 : 0;
            broken += found.Any(column => column.BreaksContract) ? 1 : 0;
        }

        // The upper end of the binomial 95 % band: 97.5 %, because the rate has no lower end.
        var most = reports * Level + (1.96 * Math.Sqrt(reports * Level * (1 - Level)));
        output.WriteLine($"{columns} columns, {live} live, {training} training: {drifted} drifted, {broken} broken of {reports}; at most {most:0.0}");
        Assert.True(drifted <= most && broken <= most, $"{drifted} drifted, {broken} broken of {reports}; at most {most:0.0}");
    }

    // Of six columns a normal one, one of small integers, one that is mostly zero, one of ten categories, one of hundreds, and one that is often missing.
    private static Column Column(int place) => new($"c{place}", place % 6 is 3 or 4 ? ColumnType.Category : ColumnType.Number);

    private static Row Draw(IReadOnlyList<Column> columns, Random random)
    {
        var row = Row.Empty(columns.Count);
        for (var place = 0; place < columns.Count; place++)
        {
            if (columns[place].Type == ColumnType.Category)
                row.Texts[place] = $"{(int)(Math.Pow(random.NextDouble(), 2) * (place % 6 == 3 ? 10 : 500))}";
            else
                row.Numbers[place] = (place % 6) switch
                {
                    0 => Normal.Sample(random, 0, 1),
                    1 => random.Next(1, 7) + random.Next(1, 7),
                    2 => random.NextDouble() < 0.7 ? 0 : random.NextDouble(),
                    _ => random.NextDouble() < 0.2 ? double.NaN : -Math.Log(1 - random.NextDouble()),
                };
        }

        return row;
    }

    private static void Fold(Aggregate sums, ModelProfile profile, Row row)
    {
        for (var place = 0; place < profile.Columns.Count; place++)
            sums.Column(profile.Columns[place].Name).Add(profile.BinOf(row, place));
    }
}

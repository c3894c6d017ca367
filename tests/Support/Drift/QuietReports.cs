using System.Globalization;
using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Support.Drift;

/// <summary>Drift reports about live rows that are drawn as the training rows were: every drifted column and every broken contract in them is false.</summary>
internal static class QuietReports
{
    /// <summary>The stated share of reports that have a false finding, at most.</summary>
    public const double Level = 0.05;

    private static readonly string[] Categories = [.. Enumerable.Range(0, 500).Select(category => category.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Numbers of live rows and of training rows.</summary>
    public static IEnumerable<(int Live, int Training)> Sizes =>
        from live in new[] { 200, 1000, 10_000 }
        from training in new[] { 200, 1000, 10_000 }
        select (live, training);

    /// <summary>Draws a profile and live rows for each report.</summary>
    /// <returns>The number of reports with a drifted column, and of those with a broken contract.</returns>
    public static (int Drifted, int Broken) Count(int columns, int live, int training, int reports)
    {
        var task = new TaskDefinition(TaskName.Parse("quiet"), "", TaskKind.Binary, [.. Enumerable.Range(0, columns).Select(Column)], "label", "averagePrecision");
        var random = new Random(columns + live + training);
        var (drifted, broken) = (0, 0);
        for (var report = 0; report < reports; report++)
        {
            var profiler = new ModelProfiler(task, random);
            for (var row = 0; row < training; row++)
                profiler.Add(Draw(task.Columns, random));
            var profile = profiler.Profile(new AnswersReference());
            var found = DriftReport.Compare(TaskKind.Binary, profile, new(Folded(profile, task, live, random), TimeSpan.FromDays(1)), level: Level).Columns;
            drifted += found.Any(column => column.Verdict == DriftVerdict.Drifted) ? 1 : 0;
            broken += found.Any(column => column.BreaksContract) ? 1 : 0;
        }

        return (drifted, broken);
    }

    // Of six columns a normal one, one of small integers, one that is mostly zero, one of ten categories, one of hundreds, and one that is often missing.
    private static Column Column(int place) => new($"c{place}", place % 6 is 3 or 4 ? ColumnType.Category : ColumnType.Number);

    private static Row Draw(IReadOnlyList<Column> columns, Random random)
    {
        var row = Row.Empty(columns.Count);
        for (var place = 0; place < columns.Count; place++)
        {
            if (columns[place].Type == ColumnType.Category)
                row.Texts[place] = Categories[(int)(Math.Pow(random.NextDouble(), 2) * (place % 6 == 3 ? 10 : Categories.Length))];
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

    private static Aggregate Folded(ModelProfile profile, TaskDefinition task, int live, Random random)
    {
        var sums = new Aggregate { Predictions = live };
        Histogram[] histograms = [.. profile.Columns.Select(column => sums.Column(column.Name))];
        for (var count = 0; count < live; count++)
        {
            var row = Draw(task.Columns, random);
            for (var place = 0; place < histograms.Length; place++)
                histograms[place].Add(profile.BinOf(row, place));
        }

        return sums;
    }
}

using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Monitoring.Drift;

public sealed class DriftReportTests
{
    private static readonly TaskDefinition Task = TestTasks.Delivery with
    {
        Columns = [new("placed", ColumnType.Time), new("store", ColumnType.Category, Required: true), new("items", ColumnType.Number), new("note", ColumnType.Text)],
    };

    private static readonly ModelProfile Profile = Profiled(Rows(5000, seed: 1));

    [Fact]
    public void Rows_as_in_training_are_steady_and_keep_the_contract()
    {
        var report = Compare(Rows(3000, seed: 2));
        Assert.All(report.Columns, column => Assert.True(column.Verdict is DriftVerdict.Steady or DriftVerdict.Untested, column.Column));
        Assert.All(report.Columns, column => Assert.False(column.BreaksContract, column.Column));
        Assert.Equal(DriftVerdict.Untested, Of(report, "note").Verdict);
    }

    [Fact]
    public void A_shift_is_found_by_every_test_and_stands_first()
    {
        var report = Compare(Rows(3000, seed: 2, shift: 0.5));
        var items = report.Columns[0];
        Assert.Equal(("items", DriftVerdict.Drifted), (items.Column, items.Verdict));
        Assert.Equal(["ks", "psi"], items.Drift!.Tests.Where(test => test.Found).Select(test => test.Detector).Order());
        Assert.InRange(items.Drift.Tests.Single(test => test.Detector == "wasserstein").Value, 0.4, 0.55);
        Assert.True(Test("items", "ks").Found);
        Assert.False(Test("store", "psi").Found);

        DriftTest Test(string column, string detector) => report.Columns.Single(one => one.Column == column).Drift!.Tests.Single(test => test.Detector == detector);
    }

    [Fact]
    public void A_certain_change_that_is_too_small_to_matter_is_none()
    {
        var items = Of(Compare(Rows(200_000, seed: 2, shift: 0.1)), "items");
        Assert.All(items.Drift!.Tests.Where(test => test.PValue is not null), test => Assert.True(test.PValue < 1e-4));
        Assert.Equal(DriftVerdict.Steady, items.Verdict);
    }

    [Fact]
    public void What_differed_on_the_first_day_already_is_skew_and_what_changed_since_is_drift()
    {
        var shifted = Rows(3000, seed: 3, shift: 1);
        Assert.Equal(DriftVerdict.Skewed, Of(Compare(shifted, Rows(3000, seed: 4, shift: 1)), "items").Verdict);
        Assert.Equal(DriftVerdict.Drifted, Of(Compare(shifted, Rows(3000, seed: 4)), "items").Verdict);
        Assert.Equal(DriftVerdict.Drifted, Of(Compare(shifted, Rows(3000, seed: 4, shift: 2)), "items").Verdict);
    }

    [Fact]
    public void Hours_of_the_day_are_compared_in_whole_days_alone()
    {
        var night = Rows(3000, seed: 2).Select(row => new Row([row.Numbers[0] % 10_000, .. row.Numbers[1..]], row.Texts)).ToArray();
        Assert.Equal(DriftVerdict.Drifted, Of(DriftReport.Compare(TaskKind.Binary, Profile, new(Folded(night), TimeSpan.FromDays(1))), "placed").Verdict);
        Assert.Equal(DriftVerdict.Untested, Of(DriftReport.Compare(TaskKind.Binary, Profile, new(Folded(night), TimeSpan.FromHours(6))), "placed").Verdict);
    }

    [Fact]
    public void Each_clause_of_the_contract_is_checked()
    {
        var rows = Rows(3000, seed: 2).Index().Select(row => new Row(
            [row.Item.Numbers[0], double.NaN, row.Index % 20 == 0 ? 99 : row.Item.Numbers[2], double.NaN],
            [null, row.Index % 20 == 1 ? "new" : row.Index == 7 ? null : row.Item.Texts[1], null, row.Index % 20 == 2 ? null : "a note"])).ToArray();
        var report = Compare(rows);
        Assert.Equal([Clause.Range], Broken("items"));
        // A required column is never missing, not even once; a new category is one that training never had.
        Assert.Equal([Clause.Missing, Clause.Known], Broken("store"));
        Assert.Equal([Clause.Missing], Broken("note"));

        IEnumerable<Clause> Broken(string column) => Of(report, column).Contract.Where(check => check.Broken).Select(check => check.Clause);
    }

    /// <summary>Thirty products of one request share what is particular to it: as single rows they would seem to be many that have changed.</summary>
    [Fact]
    public void The_products_of_one_request_count_as_one()
    {
        var random = new Random(7);
        var profile = Profiled(Requests(100), "store");
        var report = DriftReport.Compare(TaskKind.Ranking, profile, new(Folded(Requests(60), profile, 60), TimeSpan.FromHours(6)));
        Assert.Equal((60, 100), (Of(report, "items").Drift!.Rows, Of(report, "items").Drift!.Reference));
        Assert.Equal(DriftVerdict.Steady, Of(report, "items").Verdict);

        IEnumerable<Row> Requests(int count) => Enumerable.Range(0, count).SelectMany(request =>
        {
            var (name, level) = ($"q{random.Next()}", random.NextDouble());
            return Enumerable.Range(0, 30).Select(_ => new Row([0, double.NaN, level, double.NaN], [null, name, null, null]));
        });
    }

    [Fact]
    public void A_profile_is_the_same_after_storage()
    {
        var answers = new AnswersReference { Count = 2, Errors = [new(3, 2, 1.5, 2.5)] };
        answers.Output.Add(5);
        answers.Term("mae").Add(1.5);
        var profile = Profile with { Answers = answers };
        var json = JsonSerializer.Serialize(profile, Json.Options);
        var again = JsonSerializer.Deserialize<ModelProfile>(json, Json.Options)!;
        Assert.Equal(json, JsonSerializer.Serialize(again, Json.Options));
        Assert.Equal(json, JsonSerializer.Serialize(Profiled(Rows(5000, seed: 1)) with { Answers = answers }, Json.Options));
        var row = Rows(1, seed: 9)[0];
        Assert.All(Enumerable.Range(0, 4), place => Assert.Equal(Profile.BinOf(row, place), again.BinOf(row, place)));
    }

    /// <summary>Constants, nothing but missing values, categories that were never seen, numbers as large as there are: in training, live, or both.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(400)]
    public void Every_report_is_one_that_JSON_can_hold(int count)
    {
        Row[][] kinds = [.. new[] { double.NaN, 0, 7, 1e-300, 1e200, -double.MaxValue, double.MaxValue }.Select(number => Odd(number, count)), Rows(count, seed: 5), [.. Odd(double.MaxValue, count), .. Odd(-double.MaxValue, count)]];
        foreach (var training in kinds.Append(Rows(500, seed: 6)))
        {
            var profile = JsonSerializer.Deserialize<ModelProfile>(JsonSerializer.Serialize(Profiled(training), Json.Options), Json.Options)!;
            foreach (var live in kinds)
            {
                var now = new LiveWindow(Folded(live, profile), TimeSpan.FromDays(1));
                var report = DriftReport.Compare(TaskKind.Regression, profile, now, now);
                Assert.NotEmpty(JsonSerializer.Serialize(report, Json.Options));
                Assert.DoesNotContain(report.Columns, column => column.Change is { Differs: true });
            }
        }

        static Row[] Odd(double number, int count) => [.. Enumerable.Repeat(new Row([number, double.NaN, number, double.NaN], [null, number > 0 ? $"s{number}" : null, null, null]), count)];
    }

    private static Row[] Rows(int count, int seed, double shift = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new Row(
            [random.Next(86_400 * 10), double.NaN, MathNet.Numerics.Distributions.Normal.Sample(random, shift, 1), double.NaN],
            [null, $"s{random.Next(8)}", null, "a note"]))];
    }

    private static ModelProfile Profiled(IEnumerable<Row> rows, string? group = null)
    {
        var profiler = new ModelProfiler(Task with { Group = group }, new Random(1));
        foreach (var row in rows)
            profiler.Add(row);
        return profiler.Profile(new AnswersReference());
    }

    private static Aggregate Folded(IEnumerable<Row> rows, ModelProfile? profile = null, int? predictions = null)
    {
        profile ??= Profile;
        var sums = new Aggregate();
        foreach (var row in rows)
        {
            sums.Predictions++;
            for (var place = 0; place < Task.Columns.Count; place++)
                sums.Column(Task.Columns[place].Name).Add(profile.BinOf(row, place));
        }

        sums.Predictions = predictions ?? sums.Predictions;
        return sums;
    }

    private static DriftReport Compare(Row[] rows, Row[]? first = null) =>
        DriftReport.Compare(TaskKind.Binary, Profile, new(Folded(rows), TimeSpan.FromDays(1)), first is null ? null : new(Folded(first), TimeSpan.FromDays(1)));

    private static ColumnDrift Of(DriftReport report, string column) => report.Columns.Single(one => one.Column == column);
}

using MlFunctions.Domain.Datasets.Leaks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Datasets.Leaks;

/// <summary>Clean rows raise nothing, and every planted leak is named, and it alone.</summary>
public sealed class LeakTests
{
    private const double Day = 86_400;
    private const int Count = 2000;

    private static readonly TaskDefinition Orders = new(
        TaskName.Parse("orders"),
        "",
        TaskKind.Regression,
        [new("placed", ColumnType.Time), new("store", ColumnType.Category), new("items", ColumnType.Number), new("arrived", ColumnType.Time), new("state", ColumnType.Category), new("id", ColumnType.Id)],
        "minutes",
        "mae",
        Time: "placed",
        Block: "store");

    private static readonly TaskDefinition Numbered = new(
        TaskName.Parse("numbered"), "", TaskKind.Ranking, [new("qid", ColumnType.Id), new("x", ColumnType.Number)], "grade", "ndcg@10", Group: "qid");

    [Fact]
    public void Clean_rows_raise_nothing()
    {
        var verdicts = LeakChecks.Of(Orders, Dated(Rows(0, 10)), Dated(Rows(10, 5)));
        Assert.Equal(4, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.True(verdict.Passed, verdict.Detail));
        Assert.All(verdicts, verdict => Assert.Equal(GateNames.Leaks, verdict.Gate));
    }

    [Fact]
    public void Copied_rows_are_found_from_one_in_a_hundred_on()
    {
        var (training, validation) = (Rows(0, 10), Rows(10, 5));

        Finds("Same rows: 21 of 2021", LeakChecks.Of(Orders, Dated(training), Dated([.. validation, .. training.Take(21)])).Take(1));
        Assert.All(LeakChecks.Of(Orders, Dated(training), Dated([.. validation, .. training.Take(19)])).Take(1), verdict => Assert.True(verdict.Passed, verdict.Detail));
    }

    [Fact]
    public void Rows_that_are_equal_because_there_are_few_that_they_can_be_are_no_copies()
    {
        var task = Orders with { Columns = [new("items", ColumnType.Number)], Time = null, Block = null };
        var random = new Random(1);
        Example[] rows = [.. Enumerable.Range(0, Count).Select(_ => new Example(new Row([random.Next(6)], [null]), random.Next(10)))];

        Assert.All(LeakChecks.Across(task, rows[..1500], rows[1500..]), verdict => Assert.True(verdict.Passed, verdict.Detail));
    }

    [Fact]
    public void A_day_of_a_store_on_both_sides_is_found()
    {
        var (training, validation) = (Rows(0, 10), Rows(10, 5));
        var stray = training[0] with { Label = -1 };

        Finds("values of day of placed × store on both sides: 1, such as 1970-01-0", LeakChecks.Of(Orders, Dated(training), Dated([.. validation, stray])));
    }

    [Fact]
    public void Where_rows_have_no_time_a_card_on_both_sides_is_found()
    {
        var cards = Orders with { Time = null, Block = null, Unit = "store" };
        var (training, validation) = (Rows(0, 10), With(Rows(10, 5), (input, _) => input.Texts[1] += " abroad"));

        Assert.All(LeakChecks.Across(cards, training, validation), verdict => Assert.True(verdict.Passed, verdict.Detail));
        Finds("values of store on both sides: 1, such as", LeakChecks.Across(cards, training, [.. validation, training[0] with { Label = -1 }]));
    }

    [Fact]
    public void A_query_on_both_sides_is_found_and_where_queries_are_numbers_only_with_its_rows()
    {
        var named = Numbered with { Columns = [new("qid", ColumnType.Text), new("x", ColumnType.Number)] };
        var (training, validation) = (Queries(seed: 1), Queries(seed: 2));

        Finds("values of qid on both sides: 40", LeakChecks.Across(named, training, validation).Skip(1));
        Assert.All(LeakChecks.Across(Numbered, training, validation), verdict => Assert.True(verdict.Passed, verdict.Detail));
        Finds("values of qid on both sides: 1, such as 7", LeakChecks.Across(Numbered, training, [.. validation.Where(row => row.Input.Texts[0] != "7"), .. training.Where(row => row.Input.Texts[0] == "7")]).Skip(1));
    }

    [Theory]
    [InlineData(TaskKind.Regression)]
    [InlineData(TaskKind.Binary)]
    public void A_column_that_is_filled_in_afterwards_is_found_whatever_its_type_and_direction(TaskKind kind)
    {
        var task = Orders with { Kind = kind };
        var rows = Rows(0, 10, kind);
        var middle = kind == TaskKind.Binary ? 0 : rows.Select(row => row.Label).Order().ElementAt((Count - 1) / 2);
        var known = LabelLikeColumn.Judge(task, rows);
        Assert.True(known.Passed, known.Detail);

        Finds("items alone", [LabelLikeColumn.Judge(task, With(rows, (input, label) => input.Numbers[2] = -3 * label))]);
        Finds("arrived alone", [LabelLikeColumn.Judge(task, With(rows, (input, label) => input.Numbers[3] = input.Numbers[0] + (60 * label)))]);
        Finds("arrived alone", [LabelLikeColumn.Judge(task, With(rows, (input, label) => input.Numbers[3] = label > middle ? Day : double.NaN))]);
        Finds("state alone", [LabelLikeColumn.Judge(task, With(rows, (input, label) => input.Texts[4] = label > middle ? "paid back" : null))]);
    }

    [Fact]
    public void A_column_with_one_value_or_as_many_as_rows_and_few_positives_prove_nothing()
    {
        var task = Orders with { Kind = TaskKind.Binary };
        Assert.True(LabelLikeColumn.Judge(task, With(Rows(0, 10, TaskKind.Binary), (input, _) => input.Texts[4] = "same")).Passed);
        var each = 0;
        Assert.True(LabelLikeColumn.Judge(task, With(Rows(0, 10, TaskKind.Binary), (input, _) => input.Texts[4] = $"{each++}")).Passed);
        Example[] few = [.. With(Rows(0, 10, TaskKind.Binary), (input, label) => input.Numbers[2] = label).Where((row, place) => row.Label == 0 || place < 60)];
        Assert.InRange(few.Count(row => row.Label == 1), 1, 49);
        Assert.Null(LabelLikeColumn.Judge(task, few).Statistic);
    }

    [Fact]
    public void A_time_after_the_outcome_was_known_is_found()
    {
        var rows = With(Rows(0, 10), (input, _) => input.Numbers[3] = input.Numbers[0] + 3600);
        DatedRows late = new(rows, [.. rows.Select(row => row.Input.Numbers[0] + 1800)]);

        Finds("values of arrived (100%) lie after", LeakChecks.Of(Orders, late));
        Assert.All(LeakChecks.Of(Orders, Dated(rows)), verdict => Assert.True(verdict.Passed, verdict.Detail));
    }

    private static void Finds(string words, IEnumerable<GateVerdict> verdicts)
    {
        var found = Assert.Single(verdicts, verdict => !verdict.Passed);
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
    }

    private static DatedRows Dated(IReadOnlyList<Example> rows) => DatedRows.Of(rows, DateTimeOffset.UnixEpoch.AddDays(100));

    private static Example[] With(Example[] rows, Action<Row, double> change)
    {
        Example[] changed = [.. rows.Select(row => row with { Input = new Row([.. row.Input.Numbers], [.. row.Input.Texts]) })];
        foreach (var row in changed)
            change(row.Input, row.Label);
        return changed;
    }

    private static Example[] Rows(int firstDay, int days, TaskKind kind = TaskKind.Regression)
    {
        var random = new Random(firstDay);
        return [.. Enumerable.Range(0, Count).Select(row => One(row))];

        Example One(int row)
        {
            var (time, store, items) = ((firstDay + (random.NextDouble() * days)) * Day, random.Next(20), 1 + random.Next(8));
            var minutes = 20 + items + (random.NextDouble() * 12);
            return new(new Row([time, double.NaN, items, double.NaN, double.NaN, double.NaN], [null, $"s{store}", null, null, random.Next(2) == 0 ? "new" : null, $"{row}"]), kind == TaskKind.Binary ? (minutes > 30 ? 1 : 0) : minutes);
        }
    }

    private static Example[] Queries(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 400).Select(row => new Example(new Row([double.NaN, random.NextDouble()], [$"{row % 40}", null]), random.Next(3)))];
    }
}

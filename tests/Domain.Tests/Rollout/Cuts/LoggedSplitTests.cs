using CsCheck;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Cuts;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Rollout.Cuts;

public sealed class LoggedSplitTests
{
    private static readonly DatasetPolicy Policy = new(ValidationDays: 2, TrainingDays: 5);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TaskDefinition Ranking = new(TaskName.Parse("search"), "", TaskKind.Ranking, [new("query", ColumnType.Text), new("title", ColumnType.Text)], "grade", "ndcg@10", Group: "query");
    private static readonly TaskDefinition Fraud = new(TaskName.Parse("fraud"), "", TaskKind.Binary, [new("amount", ColumnType.Number)], "fraud", "averagePrecision", Unit: "card");

    [Fact]
    public void The_newest_days_with_labelled_events_validate_those_before_train_and_older_ones_are_left()
    {
        long[] days = [20, 3, 19, 17, 16, 10, 9, 8, 2];
        var split = LoggedSplit.Of(TestTasks.Delivery, Policy, days);

        Assert.Equal([20, 19], Those(DatasetRole.Validation));
        Assert.Equal([17, 16, 10, 9, 8], Those(DatasetRole.Training));
        Assert.Equal([3, 2], Those(null));
        Assert.Equal("the newest 2 days with labelled events validate, the 5 before are learned from", split.Description);

        IEnumerable<long> Those(DatasetRole? role) => days.Where(day => split.RoleOf(Logged(TestTasks.Delivery, DateTimeOffset.UnixEpoch.AddDays(day + 0.999), "s1", null, 1), 0) == role).OrderDescending();
    }

    [Fact]
    public void No_query_and_no_card_and_no_input_without_a_card_is_on_both_sides() =>
        Gen.Int[0, 20].Select(Gen.Int[0, 3], Gen.Int[0, 400]).Array[1, 200].Sample(rows =>
        {
            var (ranking, fraud) = (LoggedSplit.Of(Ranking, Policy, []), LoggedSplit.Of(Fraud, Policy, []));
            return rows.GroupBy(row => row.Item1).All(same => same.Select(row => Role(ranking, Ranking, row, $"q{row.Item1}", null)).Distinct().Count() == 1)
                && rows.GroupBy(row => row.Item1).All(same => same.Select(row => Role(fraud, Fraud, row, "", $"card {row.Item1}")).Distinct().Count() == 1)
                && rows.GroupBy(row => row.Item2).All(same => same.Select(row => Role(fraud, Fraud, row, "", null)).Distinct().Count() == 1);
        });

    [Fact]
    public void About_a_fifth_of_units_validates()
    {
        var split = LoggedSplit.Of(Fraud, Policy, []);
        var validating = Enumerable.Range(0, 10_000).Count(card => split.RoleOf(Logged(Fraud, Start, "", $"{card}", 1), 0) == DatasetRole.Validation);
        Assert.InRange(validating, 1840, 2160); // four standard deviations of a binomial
    }

    private static DatasetRole? Role(LoggedSplit split, TaskDefinition task, (int One, int Two, int Hour) row, string text, string? unit)
    {
        var logged = Logged(task, Start.AddHours(row.Hour), text, unit, row.Two);
        return split.RoleOf(logged, RowHash.OfInput(task, logged.Rows[0].Input, double.NaN));
    }

    private static LoggedExample Logged(TaskDefinition task, DateTimeOffset at, string text, string? unit, double number)
    {
        var row = Row.Empty(task.Columns.Count);
        for (var place = 0; place < task.Columns.Count; place++)
        {
            if (task.Columns[place].IsNumeric)
                row.Numbers[place] = number;
            else
                row.Texts[place] = text;
        }

        return new(new RowOrigin(new PredictionId(new LogSegment(task.Name, at.UtcDateTime, "one", 0), 0, 1), at, at), unit, [new Example(row, 1)]);
    }
}

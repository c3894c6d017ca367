using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Datasets;

public sealed class DefinitionChangeTests
{
    private static readonly TaskDefinition Task = TestTasks.Delivery;

    private static readonly DatasetDescription Dataset =
        new(4, DatasetRole.Training, 10, "", 100, DateTimeOffset.UnixEpoch, ["placed", "store", "items", "couriers", "tip", "minutes"], []);

    private static readonly ColumnProfile[] Profile =
        [new("couriers", ColumnType.Number, 8, 2), new("items", ColumnType.Number, 10, 0)];

    [Fact]
    public void What_does_not_touch_the_rows_contradicts_nothing()
    {
        var after = Task with { Description = "new", Output = "eta", Metric = "rmse", Columns = [.. Task.Columns, new("weather", ColumnType.Number), new("tip", ColumnType.Category)] };

        Assert.Empty(DefinitionChange.With(Task, after, Dataset, Profile));
    }

    [Theory]
    [InlineData("couriers", ColumnType.Category, false, "was read as number")]
    [InlineData("couriers", ColumnType.Number, true, "rows of it have no couriers")]
    [InlineData("tip", ColumnType.Number, false, "was not checked")]
    [InlineData("weather", ColumnType.Number, true, "no column weather")]
    public void A_column_that_the_rows_do_not_bear_out_is_named(string column, ColumnType type, bool required, string reason)
    {
        var after = Task with { Columns = [.. Task.Columns.Where(c => c.Name != column), new(column, type, required)] };

        var contradiction = Assert.Single(DefinitionChange.With(Task, after, Dataset, Profile));
        Assert.Equal(4, contradiction.Dataset);
        Assert.Contains(reason, contradiction.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_without_missing_values_may_become_required() =>
        Assert.Empty(DefinitionChange.With(Task, Task with { Columns = [.. Task.Columns.Select(c => c.Name == "items" ? c with { Required = true } : c)] }, Dataset, Profile));

    [Theory]
    [InlineData("tip")]
    [InlineData("no such column")]
    public void Another_label_contradicts_every_dataset(string label) => Assert.Single(DefinitionChange.With(Task, Task with { Label = label }, Dataset, Profile));
}

using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Profiles;

namespace MlFunctions.Domain.Tests.Incidents.Bundles;

public sealed class DriftedValuesTests
{
    /// <summary>In training half of the stores were s1 and s2 each, and a tenth of the couriers were missing, the others between 0 and 10.</summary>
    private static readonly ModelProfile Profile = new(
        100, 100,
        [
            new("store", ColumnType.Category, true, 100, 0, [50, 50], Values: ["s1", "s2"], Singles: 0, Pairs: 0),
            new("couriers", ColumnType.Number, false, 100, 10, [45, 45], Min: 0, Max: 10, StandardDeviation: 3, Cuts: [5]),
        ],
        new AnswersReference());

    [Fact]
    public void Predictions_that_hold_most_of_what_has_become_frequent_come_first()
    {
        (string, IReadOnlyList<Row>)[] predictions = [("usual", Rows("s1", 3)), ("new store", Rows("s9", 3)), ("another", Rows("s9", 7)), ("both", Rows("s9", double.NaN)), ("missing", Rows("s2", double.NaN))];

        var found = DriftedValues.Find(Profile, ["store", "couriers"], predictions);

        Assert.Equal(["both", "new store", "another", "missing"], found.Select(one => one.Prediction));
        Assert.Equal(["couriers", "store"], found[0].Holds.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("missing", found[0].Holds["couriers"]);
        Assert.Equal(Profile.Columns[0].Bins.Label(2), found[1].Holds["store"]);
    }

    [Fact]
    public void Only_columns_that_differ_are_looked_at()
    {
        (string, IReadOnlyList<Row>)[] predictions = [("new store", Rows("s9", 3)), ("above", Rows("s1", 30))];
        Assert.Equal(["above"], DriftedValues.Find(Profile, ["couriers"], [.. predictions, ("above too", Rows("s1", 40))]).Select(one => one.Prediction).Take(1));
        Assert.Empty(DriftedValues.Find(Profile, ["note"], predictions));
    }

    private static Row[] Rows(string store, double couriers) => [new([double.NaN, couriers], [store, null])];
}

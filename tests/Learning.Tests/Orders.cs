using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Tests;

/// <summary>Seeded rows with a known relation: minutes grow with distance and with open orders for each courier, by a factor of the store, with log-normal noise.</summary>
internal static class Orders
{
    public static TaskDefinition Task { get; } = new(
        TaskName.Parse("made-orders"),
        "Minutes of made-up orders.",
        TaskKind.Regression,
        [
            new Column("store", ColumnType.Category),
            new Column("placed", ColumnType.Time),
            new Column("distance", ColumnType.Number),
            new Column("couriers", ColumnType.Number),
            new Column("open", ColumnType.Number),
            new Column("note", ColumnType.Text),
            new Column("order", ColumnType.Id),
        ],
        Label: "minutes",
        Metric: "mae",
        Time: "placed",
        Block: "store");

    public static IReadOnlyList<Example> Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(order => Make(random, order))];
    }

    private static Example Make(Random random, int order)
    {
        var store = random.Next(40);
        var day = random.Next(20);
        var hour = random.NextDouble() * 24;
        var distance = random.NextDouble() * 8;
        var couriers = random.Next(1, 30);
        var open = random.Next(60);
        var minutes = (15 + (3 * distance) + (4.0 * open / couriers)) * (0.8 + (store / 100.0)) * Math.Exp(0.2 * Normal(random));
        var courierCount = random.Next(10) == 0 ? double.NaN : couriers;
        return new Example(
            new Row(
                [double.NaN, 1_420_070_400 + (86_400 * (day + (hour / 24))), distance, courierCount, open, double.NaN, double.NaN],
                [$"store {store}", null, null, null, null, "ring twice", $"{order}"]),
            minutes);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Tests;

/// <summary>Seeded payments, of which one in twenty is a fraud: dear, at night, and of odd proportions.</summary>
internal static class Payments
{
    public static TaskDefinition Task { get; } = new(
        TaskName.Parse("made-payments"),
        "Made-up payments.",
        TaskKind.Binary,
        [
            new Column("amount", ColumnType.Number),
            new Column("hour", ColumnType.Number),
            new Column("first", ColumnType.Number),
            new Column("second", ColumnType.Number),
            new Column("shop", ColumnType.Category),
            new Column("payment", ColumnType.Id),
        ],
        Label: "fraud",
        Metric: "averagePrecision");

    public static IReadOnlyList<Example> Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(payment => Make(random, payment))];
    }

    private static Example Make(Random random, int payment)
    {
        var isFraud = random.Next(20) == 0;
        var amount = Math.Exp(3 + Normal(random) + (isFraud ? 1 : 0));
        var hour = isFraud && random.Next(2) == 0 ? random.NextDouble() * 5 : random.NextDouble() * 24;
        var common = Normal(random);
        var first = common + (0.3 * Normal(random));
        var second = (isFraud ? -common : common) + (0.3 * Normal(random));
        return new Example(
            new Row([random.Next(20) == 0 ? double.NaN : amount, hour, first, second, double.NaN, double.NaN], [null, null, null, null, $"shop {random.Next(12)}", $"{payment}"]),
            isFraud ? 1 : 0);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
